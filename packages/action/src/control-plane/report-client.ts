import type { z } from 'zod';
import type { Io } from '../runner/io.ts';
import { type Call, ControlPlaneClient } from './client.ts';
import { type ControlPlaneInputs, identityOf } from './identity.ts';
import { isRefused } from './refusal.ts';

/** An inventory has up to 12 MB, and the control plane looks for orphans before it answers. */
const TRY_MS = 60_000;

/** The control plane for a workflow that reports what it saw (drift.yml, inventory.yml). */
export interface ReportClient {
  /** `path` from `/internal` on; `body` is sent as JSON. Throws what `ControlPlaneClient.json` throws. */
  post<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<z.infer<Schema>>;
  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>>;
}

export function reportClient(reporter: {
  readonly io: Io;
  readonly inputs: ControlPlaneInputs;
  readonly signal: AbortSignal;
}): ReportClient {
  const { io, inputs, signal } = reporter;
  let client: Promise<ControlPlaneClient> | undefined;
  const open = async () =>
    new ControlPlaneClient(inputs.control_plane_url, (await identityOf(io, inputs)).token, () => io.now());

  async function ask<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>> {
    client ??= open();
    try {
      return await (await client).json({ ...call, signal, tryMs: TRY_MS }, schema);
    } catch (error) {
      if (!isRefused(error, 'unauthorized')) throw error;
      // An OIDC token lives for five minutes, and looking at a cloud may take longer.
      client = open();
      return await (await client).json({ ...call, signal, tryMs: TRY_MS }, schema);
    }
  }

  return {
    post: (path, body, schema) => ask({ method: 'POST', path, body }, schema),
    get: (path, schema) => ask({ method: 'GET', path }, schema),
  };
}
