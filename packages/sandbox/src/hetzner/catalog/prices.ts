/** An amount in euros as the API words it: decimal strings, without and with VAT. */
export interface Price {
  net: string;
  gross: string;
}

/** Percent. */
export const VAT_RATE = 19;

const DECIMALS = 10;

export function price(netEur: number): Price {
  return { net: netEur.toFixed(DECIMALS), gross: (netEur * (1 + VAT_RATE / 100)).toFixed(DECIMALS) };
}

/** The vendor's hourly prices are its monthly ones by 624 hours (26 days), rounded to four decimals. */
const HOURS_TO_CAP = 624;

/** Hourly and monthly price of what costs `monthlyEur` a month, net. */
export function hourlyAndMonthly(monthlyEur: number): { price_hourly: Price; price_monthly: Price } {
  const hourlyEur = Math.round((monthlyEur / HOURS_TO_CAP) * 10_000) / 10_000;
  return { price_hourly: price(hourlyEur), price_monthly: price(monthlyEur) };
}
