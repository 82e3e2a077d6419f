/** The console is two products for those who use it: what runs the tenants, and the library of templates. */
export const PRODUCTS = ['operations', 'library'] as const;
export type Product = (typeof PRODUCTS)[number];

/** Where each begins. */
export const PRODUCT_HOME = { operations: '/cp/infra', library: '/library' } as const satisfies Record<Product, string>;

/** The product that a path of the console belongs to. */
export const productAt = (pathname: string): Product => (isBelow('/library', pathname) ? 'library' : 'operations');

/** The heading that the tab of the browser has for a page there. */
export const tabTitle = (title: string, pathname: string): string =>
  `${title} · ${productAt(pathname) === 'library' ? 'Prego Library' : 'Prego'}`;

/** The page's own heading in a title that {@link tabTitle} has made. */
export const headingOf = (tab: string): string => tab.replace(/ · Prego( Library)?$/, '');

/** Whether a path is one of a page in the navigation: the page itself, or what one comes to from it. */
export function isPageAt(page: string, pathname: string): boolean {
  // The library begins with its templates; its other pages are no part of these.
  if (page === '/library') return isSame(page, pathname) || isBelow('/library/templates', pathname);
  return isBelow(page, pathname);
}

const isSame = (page: string, pathname: string): boolean => pathname === page || pathname === `${page}/`;
const isBelow = (page: string, pathname: string): boolean => pathname === page || pathname.startsWith(`${page}/`);
