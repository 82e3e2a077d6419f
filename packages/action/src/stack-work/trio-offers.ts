import type { DedicatedSpec } from '@prego/stacks';

/** A server type in a location, as the control plane would have it tried for a role. */
export interface RoleOffer {
  readonly role: string;
  readonly server_type: string;
  readonly location: string;
}

const ROLES = ['app', 'db', 'redis'] as const;

/**
 * The offers of three roles as a trio takes them: it stands in one place, so a location is as good as it is for the role that
 * wants it least. One that some role is not to be tried in comes last. Nothing for a role without offers: it has the region's.
 */
export function trioOffers(offers: readonly RoleOffer[]): Pick<DedicatedSpec, 'locations' | 'serverTypes'> {
  const of = (role: string): readonly RoleOffer[] => offers.filter((offer) => offer.role === role);
  const roles = ROLES.filter((role) => of(role).length > 0);
  const locations = unique(offers.filter(({ role }) => isOneOf(roles, role)).map(({ location }) => location));
  if (locations.length === 0) return {};
  const worst = new Map(
    locations.map((location) => [location, Math.max(...roles.map((role) => rank(of(role), location)))]),
  );
  return {
    // Sorting is stable: where they are as good, the one that is named first stays first.
    locations: locations.toSorted((a, b) => (worst.get(a) as number) - (worst.get(b) as number)),
    serverTypes: Object.fromEntries(
      roles.map((role) => [role, unique(of(role).map(({ server_type }) => server_type))]),
    ),
  };
}

function rank(offers: readonly RoleOffer[], location: string): number {
  const at = offers.findIndex((offer) => offer.location === location);
  // Not Infinity, so that two of them compare.
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
