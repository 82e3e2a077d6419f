import { expect, test } from '@jest/globals';
import { priceNow } from './price-now.ts';

const WORDS = {
  hour: (price: string) => `${price} an hour`,
  month: (price: string) => `${price} a month`,
  unknownPrice: 'not known',
  nothingBilled: 'nothing billed',
};

test.each([
  ['what is there', 'provisioned', 0.012, '€0.0120 an hour'],
  ['what is returned', 'returned', 0, 'nothing billed'],
  ['what has found no room', 'provision_failed', 0, 'nothing billed'],
  ['what is not known to be gone', 'return_failed', null, 'not known'],
] as const)('of %s it is said: %s', (_, status, hourly, said) => {
  expect(priceNow({ status, price: { hourly, monthly: null } }, WORDS, 'en')).toBe(said);
});
