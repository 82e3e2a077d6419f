import { expect, test } from '@jest/globals';
import { InventoryPage, ReportAnswer } from '@prego/contracts';
import { jobOnServer } from '../testing/job-on-server.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { reportClient } from './report-client.ts';

const given = jobOnServer();
const REPORT = { stack: 'sg', status: 'in_sync', changes: [], seen_at: 1 };
const signal = new AbortController().signal;

test('a run reports by its OIDC token, and reads', async () => {
  const client = reportClient({ ...given, signal });
  expect(await client.post('/internal/drift', REPORT, ReportAnswer)).toEqual({ stored: true });
  expect(await client.get('/internal/inventory?kind=servers', InventoryPage)).toMatchObject({ items: [] });
  expect(given.server.drift).toEqual([REPORT]);
});

test('a token that has run out meanwhile is replaced by a fresh one', async () => {
  let asked = 0;
  const io = recordedIo({ idToken: async () => (asked++ === 0 ? 'a.of-yesterday.c' : given.server.idToken()) });
  await reportClient({ ...given, io, signal }).post('/internal/drift', REPORT, ReportAnswer);
  expect(asked).toBe(2);
});

test('without OIDC the operator key does', async () => {
  const inputs = { ...given.inputs, control_plane_token: given.server.operatorKey };
  await reportClient({ io: recordedIo(), inputs, signal }).post('/internal/drift', REPORT, ReportAnswer);
  expect(given.server.drift).toHaveLength(1);
});
