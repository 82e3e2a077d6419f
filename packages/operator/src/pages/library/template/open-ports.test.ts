import { expect, test } from '@jest/globals';
import type { TemplateServer } from '@prego/contracts';
import { openPorts } from './open-ports.ts';

type Port = TemplateServer['ports'][number];

const port = (protocol: Port['protocol'], port: number, from: string): Port => ({
  protocol,
  port,
  from,
  purpose: { en: 'a', ko: 'a' },
});
const said = (ports: Port[]) => openPorts({ ports }).map(({ protocol, port, from }) => `${port}/${protocol} ${from}`);

test('a server is open for SSH to all', () => {
  expect(said([])).toEqual(['22/tcp anywhere']);
  expect(said([port('tcp', 443, 'anywhere'), port('udp', 22, 'network')])).toEqual([
    '22/tcp anywhere',
    '443/tcp anywhere',
    '22/udp network',
  ]);
});

test('but where its template says from where', () =>
  expect(said([port('tcp', 5432, 'app'), port('tcp', 22, 'app')])).toEqual(['5432/tcp app', '22/tcp app']));
