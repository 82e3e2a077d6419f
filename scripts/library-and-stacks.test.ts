import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE } from '../packages/library/src/catalogue.ts';
import { MODULES, OWN_PATHS } from '../packages/library/src/checks/cloud-init.ts';
import { ownVariables, variableOf } from '../packages/library/src/variables.ts';
import { renderLibraryCloudInit } from '../packages/stacks/src/cloud-init/library.ts';
import { TEMPLATE_MODULES } from '../packages/stacks/src/cloud-init/template-config.ts';
import { libraryRules } from '../packages/stacks/src/firewall-rules.ts';

// The check of templates is told of what the stacks program adds to each; neither package may import the other.
describe('what the check of templates knows of the stacks program', () => {
  const servers = [{ key: 'app' }, { key: 'db' }];
  const userData = renderLibraryCloudInit({
    key: 'db',
    name: 'mine-db',
    template: '#cloud-config\n',
    ports: [],
    hasVolume: true,
    networkRange: '10.0.0.0/16',
    addresses: new Map(servers.map(({ key }, index) => [key, `10.0.1.${index + 2}`])),
    values: {},
    provisioning: 'mine',
  });
  const config = parse(userData) as Record<string, unknown> & { write_files: { path: string; content: string }[] };

  test('is which files it writes', () => {
    expect(config.write_files.map(({ path }) => path).sort()).toEqual([...OWN_PATHS].sort());
  });

  test('is which variables it sets by itself', () => {
    const values = config.write_files.find(({ path }) => path === '/etc/prego/values.env')?.content ?? '';
    const names = [...values.matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual(ownVariables({ servers }).map(variableOf).sort());
  });

  test('is which modules it lets a template set', () => {
    expect([...MODULES].sort()).toEqual([...TEMPLATE_MODULES].sort());
  });

  test('is that what it sets is not for a template to set', () => {
    const joined = ['packages', 'runcmd', 'write_files'];
    const own = Object.keys(config).filter((name) => !joined.includes(name));
    expect(own.filter((name) => MODULES.includes(name))).toEqual([]);
    expect(own.length).toBeGreaterThan(3);
  });
});

test('what the dedicated trio says of itself holds: the internet reaches its app server alone', () => {
  const trio = CATALOGUE.find(({ manifest }) => manifest.id === 'dedicated-trio');
  const open = trio?.manifest.servers.map(({ key, ports }) => [key, libraryRules(ports).map(({ port }) => port)]);
  expect(open).toEqual([
    ['app', ['22', '80', '443', undefined]],
    ['db', [undefined]],
    ['redis', [undefined]],
  ]);
});
