import { LOCATIONS } from './locations.ts';
import { hourlyAndMonthly, price, VAT_RATE } from './prices.ts';
import { SERVER_TYPES } from './server-types.ts';

// Net euros: the vendor's of autumn 2026 for primary IPs and volumes, plausible ones for what the sandbox doesn't sell.
const PRIMARY_IP_MONTHLY = { ipv4: 0.5, ipv6: 0 };
const VOLUME_GB_MONTHLY = 0.0572;
const SNAPSHOT_GB_MONTHLY = 0.0143;
const FLOATING_IP_MONTHLY = { ipv4: 3, ipv6: 1 };
const BACKUP_PERCENT = 20;

const IP_TYPES = ['ipv4', 'ipv6'] as const;

/** Net euros that a primary IP costs, the same in every location so far. */
export function primaryIpPrice(type: 'ipv4' | 'ipv6', _location: string): { hourly: string; monthly: string } {
  const { price_hourly, price_monthly } = hourlyAndMonthly(PRIMARY_IP_MONTHLY[type]);
  return { hourly: price_hourly.net, monthly: price_monthly.net };
}

/** Net euros that one GB of a volume costs a month. */
export function volumePricePerGbMonth(): string {
  return price(VOLUME_GB_MONTHLY).net;
}

/** The answer of `GET /pricing`. Load balancers are not part of the sandbox. */
export function showPricing(): Record<string, unknown> {
  return {
    currency: 'EUR',
    vat_rate: VAT_RATE.toFixed(2),
    image: { price_per_gb_month: price(SNAPSHOT_GB_MONTHLY) },
    floating_ip: { price_monthly: price(FLOATING_IP_MONTHLY.ipv4) },
    floating_ips: IP_TYPES.map((type) => ({
      type,
      prices: LOCATIONS.map(({ name }) => ({ location: name, price_monthly: price(FLOATING_IP_MONTHLY[type]) })),
    })),
    primary_ips: IP_TYPES.map((type) => ({
      type,
      prices: LOCATIONS.map(({ name }) => ({ location: name, ...hourlyAndMonthly(PRIMARY_IP_MONTHLY[type]) })),
    })),
    traffic: { price_per_tb: price(0) },
    server_backup: { percentage: BACKUP_PERCENT.toFixed(2) },
    server_types: SERVER_TYPES.map(({ id, name, prices }) => ({ id, name, prices })),
    load_balancer_types: [],
    volume: { price_per_gb_month: price(VOLUME_GB_MONTHLY) },
  };
}
