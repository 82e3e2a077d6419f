/** Hours of an average month, as packages/stacks/src/pricing.ts has them: Hetzner bills a month at no more than this. */
const HOURS_PER_MONTH = 730;

/** What an hourly price comes to in a month that is billed to its end. */
export const monthOf = (hourly: number): number => hourly * HOURS_PER_MONTH;
