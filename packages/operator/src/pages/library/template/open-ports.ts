import type { TemplateServer } from '@prego/contracts';

type Port = TemplateServer['ports'][number];

/** SSH is open to all, unless the manifest itself says from where. */
const SSH: Port = { protocol: 'tcp', port: 22, from: 'anywhere', purpose: { en: 'SSH', ko: 'SSH' } };

/** Every port that a server has open, SSH among them. */
export function openPorts({ ports }: Pick<TemplateServer, 'ports'>): readonly Port[] {
  const saysSsh = ports.some(({ protocol, port }) => protocol === SSH.protocol && port === SSH.port);
  return saysSsh ? ports : [SSH, ...ports];
}
