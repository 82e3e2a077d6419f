import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dedicatedNodeId,
  dedicatedStackName,
  labelValue,
  libraryLabels,
  libraryStackName,
  nodeLabels,
  safeId,
  sharedNodeId,
} from './names.ts';

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const anyId = fc.oneof(
  fc.string({ minLength: 1, maxLength: 120 }),
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,80}[a-z0-9])?$/),
  fc.stringMatching(/^[A-Za-z0-9_. -]{1,120}$/),
);
const usableId = anyId.filter((id) => id.trim() !== '');

describe('the stack name of a dedicated tenant', () => {
  test('keeps an id that is a DNS label already', () => {
    expect(dedicatedStackName('acme-corp')).toBe('dedicated-acme-corp');
  });

  test('is a DNS label whatever the tenant id', () => {
    fc.assert(fc.property(usableId, (id) => DNS_LABEL.test(dedicatedStackName(id))));
  });

  test('keeps two tenants apart', () => {
    fc.assert(
      fc.property(usableId, usableId, (a, b) => {
        fc.pre(a !== b);
        return dedicatedStackName(a) !== dedicatedStackName(b);
      }),
    );
  });

  test('keeps two tenants apart that differ only past the truncation point', () => {
    const long = 'a'.repeat(80);
    expect(dedicatedStackName(`${long}x`)).not.toBe(dedicatedStackName(`${long}y`));
  });

  test.each([
    ['Acme', 'acme'],
    ['acme_corp', 'acme-corp'],
    ['acme!', 'acme'],
    ['한국', '한글'],
    ['!!!', '???'],
  ])('keeps %j and %j apart, which reduce to the same', (a, b) => {
    expect(dedicatedStackName(a)).not.toBe(dedicatedStackName(b));
  });

  test('does not take an id for that of another with its hash', () => {
    const hashed = safeId('Acme', 53);
    expect(hashed).not.toBe('Acme');
    expect(safeId(hashed, 53)).not.toBe(hashed);
  });

  test('refuses an empty id', () => {
    expect(() => dedicatedStackName(' ')).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

test('the stack of what a job provisions from the library is named by that job, and is a DNS label', () => {
  expect(libraryStackName('job-1')).toBe('library-job-1');
  fc.assert(fc.property(usableId, (id) => DNS_LABEL.test(libraryStackName(id))));
});

describe('a node id', () => {
  test('has the form that the design gives it', () => {
    expect(sharedNodeId('sg', 'job-1')).toMatch(/^sg-s-[2-9bcdfghjkmnpqrstvwxyz]{8}$/);
    expect(dedicatedNodeId('eu', 'job-1', 'app')).toMatch(/^eu-d-[2-9bcdfghjkmnpqrstvwxyz]{8}-app$/);
  });

  test('is the same for the same job, and another for another', () => {
    fc.assert(
      fc.property(usableId, usableId, (a, b) => {
        expect(sharedNodeId('us', a)).toBe(sharedNodeId('us', a));
        if (a !== b) expect(sharedNodeId('us', a)).not.toBe(sharedNodeId('us', b));
      }),
    );
  });

  test('is a DNS label', () => {
    fc.assert(fc.property(usableId, (id) => DNS_LABEL.test(dedicatedNodeId('us', id, 'redis'))));
  });
});

describe('the labels of a node', () => {
  const HETZNER_VALUE = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

  test('are values that Hetzner takes', () => {
    fc.assert(fc.property(usableId, (id) => HETZNER_VALUE.test(labelValue(id))));
  });

  test('name job, node, tenant and us', () => {
    const owner = { stack: 'dedicated-t', stateId: '0123' };
    const place = { privateIp: '10.20.1.11', networkZone: 'eu-central', group: 1 };
    const node = { nodeId: 'n', jobId: 'j', role: 'db', region: 'eu', tenantId: 't', ...place } as const;
    expect(nodeLabels(owner, node)).toEqual({
      'managed-by': 'prego',
      stack: 'dedicated-t',
      state: '0123',
      'node-id': 'n',
      'job-id': 'j',
      'tenant-id': 't',
      role: 'db',
      region: 'eu',
      'private-ip': '10.20.1.11',
      'network-zone': 'eu-central',
      'placement-group': '1',
    });
  });

  test('of a server from the library tell the addresses of all of its set', () => {
    const owner = { stack: 'library-j', stateId: '0123' };
    const addresses = new Map([
      ['web', '10.0.1.5'],
      ['db', '10.0.1.6'],
    ]);
    const server = { name: 'crm-db', key: 'db', jobId: 'j', region: 'eu', addresses } as const;
    expect(libraryLabels(owner, server)).toEqual({
      'managed-by': 'prego',
      stack: 'library-j',
      state: '0123',
      'node-id': 'crm-db',
      'job-id': 'j',
      role: 'library',
      'library-key': 'db',
      region: 'eu',
      'private-ip-web': '10.0.1.5',
      'private-ip-db': '10.0.1.6',
    });
  });
});
