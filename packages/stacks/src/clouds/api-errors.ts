import { StackError, type StackErrorCode } from '../errors.ts';

/** The vendor has answered, and said no: nothing has changed. */
export class ApiRefusal extends StackError {
  readonly status: number;
  /** The vendor's own code, as text: `locked` at Hetzner, `81044` at Cloudflare. */
  readonly apiCode: string;
  /** Milliseconds in which the vendor will take another request, where it is too many that it refuses. */
  readonly waitMs: number;

  constructor(vendor: string, request: string, refusal: Pick<ApiRefusal, 'status' | 'apiCode' | 'waitMs' | 'message'>) {
    const code = codeOf(refusal);
    super(code, `${vendor} refused ${request}: ${refusal.message} (${refusal.apiCode}).`, REMEDIES[code]);
    this.status = refusal.status;
    this.apiCode = refusal.apiCode;
    this.waitMs = refusal.waitMs;
  }
}

/** No answer, or none that can be read: whether the request took effect is unknown. */
export class NoAnswer extends StackError {
  /** Whether it was sent again already, where that does no harm: asking once more is of no use. */
  readonly triedAgain: boolean;

  constructor(
    vendor: string,
    what: string,
    { cause, triedAgain = false }: { cause?: unknown; triedAgain?: boolean } = {},
  ) {
    const remedy = 'Check the network, and the endpoint if you set one; then run it again.';
    super('cloud_unreachable', `${vendor}'s API can't be reached: ${what}.`, remedy, undefined, cause);
    this.triedAgain = triedAgain;
  }
}

type RefusalCode = Extract<
  StackErrorCode,
  'unauthorized' | 'rate_limited' | 'delete_protected' | 'capacity_unavailable' | 'update_failed'
>;

const REMEDIES: Readonly<Record<RefusalCode, string>> = {
  unauthorized: 'Check that the token belongs to this project or zone and may write.',
  rate_limited: 'Wait: one request comes back every second.',
  delete_protected: 'If it is to go, lift the protection at Hetzner, then run it again.',
  capacity_unavailable: 'Try it again later.',
  update_failed: 'Run it again; if it stays so, look at it in the console of the vendor.',
};

/** Cloudflare's codes for a token that it can't read, which it answers with 400; sources stand in the sandbox's auth.ts. */
const UNREADABLE_TOKEN = ['6003', '9106'];

function codeOf({ status, apiCode }: Pick<ApiRefusal, 'status' | 'apiCode'>): RefusalCode {
  if (status === 401 || status === 403 || UNREADABLE_TOKEN.includes(apiCode)) return 'unauthorized';
  if (status === 429) return 'rate_limited';
  if (apiCode === 'protected') return 'delete_protected';
  if (apiCode === 'resource_unavailable' || apiCode === 'placement_error') return 'capacity_unavailable';
  return 'update_failed';
}
