import {
  InstallationInfo,
  LibraryHistoryPage,
  type LibraryInputs,
  ProvisioningDetail,
  ProvisioningStarted,
  type ProvisioningStatus,
  TemplateDetail,
  TemplateList,
} from '@prego/contracts';
import { z } from 'zod';
import type { Client } from './client.ts';
import { send } from './send.ts';

/** What an operator has at Hetzner before anything comes from the library. */
export interface Ground {
  readonly network_id: number;
  readonly subnet: string;
  readonly ssh_key_id: number;
}

const SUBNET = '10.50.1.0/24';
/** A key of nobody. */
const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBsWvhBv/p1zRRofX0Hm3YSXJAKtsMANsJEpw2zcgZnG';
const Made = z.object({ id: z.number() });

const exampleOf = (field: string): string => (field.endsWith('email') ? 'ada@example.com' : 'example');

/** The library as operators use it by its API, on a project that has a network in the European zone and an SSH key. */
export class Library {
  readonly client: Client;
  readonly ground: Ground;

  private constructor(client: Client, ground: Ground) {
    this.client = client;
    this.ground = ground;
  }

  static async open(client: Client): Promise<Library> {
    const { hetzner_url, hetzner_token } = client.world.connection;
    const post = <S extends z.ZodType>(path: string, schema: S, body: object) =>
      send('POST', hetzner_url + path, schema, hetzner_token, body);
    const subnets = [{ type: 'cloud', ip_range: SUBNET, network_zone: 'eu-central' }];
    const network = await post('/networks', z.object({ network: Made }), {
      name: 'office',
      ip_range: '10.50.0.0/16',
      subnets,
    });
    const key = await post('/ssh_keys', z.object({ ssh_key: Made }), { name: 'ada', public_key: PUBLIC_KEY });
    const library = new Library(client, {
      network_id: network.network.id,
      subnet: SUBNET,
      ssh_key_id: key.ssh_key.id,
    });
    await library.look();
    return library;
  }

  /** What inventory.yml does every half an hour. */
  async look(): Promise<void> {
    const run = await this.client.dispatch({}, 'inventory.yml');
    if (run.conclusion !== 'success') throw new Error(await this.client.log(run.id));
  }

  async templates(): Promise<string[]> {
    const { items } = await this.client.internal('GET', '/internal/library/templates', TemplateList);
    return items.map(({ id }) => id);
  }

  template(id: string): Promise<z.infer<typeof TemplateDetail>> {
    return this.client.internal('GET', `/internal/library/templates/${id}`, TemplateDetail);
  }

  /** What fills in a template's form: its own fields with what they say themselves. */
  async inputs(template: string, name: string, wish: Partial<LibraryInputs> = {}): Promise<LibraryInputs> {
    const { manifest } = await this.template(template);
    const values = Object.fromEntries(
      manifest.fields.flatMap((field) =>
        'name' in field ? [[field.name, field.default ?? exampleOf(field.name)]] : [],
      ),
    );
    const chosen = { server_type: 'cx33', location: 'fsn1', values };
    return { name, server_prefix: name, ...this.ground, ...chosen, ...wish };
  }

  async provision(template: string, name: string, wish: Partial<LibraryInputs> = {}) {
    const body = { template, inputs: await this.inputs(template, name, wish) };
    return await this.client.internal('POST', '/internal/library/provisionings', ProvisioningStarted, body);
  }

  /** Once the job has ended and the provisioning with it. Throws, with the reason, where that is not the expected end. */
  async ended(
    { job_id, provisioning_id }: { job_id: string; provisioning_id: string },
    expected: ProvisioningStatus,
  ): Promise<z.infer<typeof ProvisioningDetail>> {
    const job = await this.client.endedSomehow(job_id);
    const now = await this.provisioning(provisioning_id);
    if (now.status === expected) return now;
    const run = await this.client.runOf(job_id);
    const log = run ? await this.client.log(run.id) : '';
    throw new Error(
      `${provisioning_id} is ${now.status}: ${job.error_code}: ${job.error_message}\n${log.slice(-6000)}`,
    );
  }

  provisioning(id: string): Promise<z.infer<typeof ProvisioningDetail>> {
    return this.client.internal('GET', `/internal/library/provisionings/${id}`, ProvisioningDetail);
  }

  info(id: string): Promise<InstallationInfo> {
    return this.client.internal('GET', `/internal/library/provisionings/${id}/installation-info`, InstallationInfo);
  }

  giveBack(id: string, name: string): Promise<z.infer<typeof ProvisioningStarted>> {
    return this.client.internal('POST', `/internal/library/provisionings/${id}/return`, ProvisioningStarted, { name });
  }

  async remove(id: string, name: string): Promise<void> {
    const path = `/internal/library/provisionings/${id}?name=${encodeURIComponent(name)}`;
    await this.client.internal('DELETE', path, z.unknown());
  }

  /** What has happened to it, the oldest first. */
  async history(id: string): Promise<LibraryHistoryPage['items']> {
    const path = `/internal/library/history?provisioning_id=${id}`;
    return (await this.client.internal('GET', path, LibraryHistoryPage)).items.toReversed();
  }

  eventLog(eventId: number): Promise<string> {
    return this.client.internal('GET', `/internal/library/history/${eventId}/log`, z.string().default(''));
  }
}
