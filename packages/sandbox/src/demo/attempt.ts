import type { ClaimAnswer, SkipReason } from '@prego/contracts';
import { z } from 'zod';
import type { ControlPlaneClient } from './control-plane-client.ts';

/** One attempt's own voice: its callback and its trace. */
export class Attempt {
  readonly client: ControlPlaneClient;
  readonly claim: ClaimAnswer;

  constructor(client: ControlPlaneClient, claim: ClaimAnswer) {
    this.client = client;
    this.claim = claim;
  }

  async callback(status: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.client.post(`/internal/provision-jobs/${this.claim.job_id}/callback`, { status, ...more }, z.unknown());
  }

  async step(number: number, status: 'started' | 'done'): Promise<void> {
    await this.#trace(number, { status });
  }

  async skip(number: number, reason: SkipReason): Promise<void> {
    await this.#trace(number, { status: 'skipped', data: { reason } });
  }

  async #trace(number: number, event: Record<string, unknown>): Promise<void> {
    const { job_id, attempt } = this.claim;
    const stage = `prego_ui_step_${String(number).padStart(2, '0')}`;
    await this.client.post(
      '/internal/trace-events',
      { events: [{ job_id, attempt, stage, at: Date.now(), ...event }] },
      z.unknown(),
    );
  }
}
