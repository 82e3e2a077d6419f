import { expect, test } from '@jest/globals';
import type { Command } from './cloud-init.ts';
import { enabledServices, runServiceCommands } from './services.ts';

test.each<[Command, boolean, boolean]>([
  ['systemctl enable --now telegraf', true, true],
  ['systemctl enable telegraf', true, false],
  ['systemctl start telegraf.service', false, true],
  ['sudo systemctl restart telegraf', false, true],
  ['/bin/systemctl restart telegraf || true', false, true],
  ['service telegraf restart', false, true],
  [['systemctl', 'enable', '--now', 'telegraf'], true, true],
  [['sh', '-c', 'systemctl daemon-reload && systemctl enable telegraf && systemctl start telegraf'], true, true],
  [['bash', '-ec', "echo 'a; b' # start it\nsystemctl start telegraf"], false, true],
  ['systemctl enable --now chrony telegraf', true, true],
  ['systemctl enable --now telegraf; systemctl stop telegraf', true, false],
  ['false || systemctl start telegraf', false, false],
  ["echo 'systemctl start telegraf'", false, false],
  ['echo "first; systemctl start telegraf"', false, false],
  ['# systemctl start telegraf', false, false],
  ['echo a#b && systemctl start telegraf', false, true],
  ['cat > x <<END\nsystemctl start telegraf\nEND', false, false],
  ['systemctl status telegraf', false, false],
  ['echo "unfinished && systemctl', false, false],
])('%j leaves telegraf enabled: %s, active: %s', (command, enabled, active) => {
  expect(runServiceCommands([command], {}).telegraf ?? { enabled: false, active: false }).toEqual({ enabled, active });
});

test('a service that was only started does not come back with the next boot', () => {
  const services = runServiceCommands(['systemctl start a', 'systemctl enable b'], {});
  expect(enabledServices(services)).toEqual({
    a: { enabled: false, active: false },
    b: { enabled: true, active: true },
  });
});
