/** Source: GitHub docs, "Using pagination in the REST API": 30 a page unless told, 100 at most. */
const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;

export interface Page<T> {
  items: T[];
  /** The `Link` header; absent where everything is on one page. */
  link?: string;
}

/** The page that the query asks for. `path` is the list's own address, without a query. */
export function pageOf<T>(items: T[], query: URLSearchParams, path: string): Page<T> {
  const perPage = Math.min(positive(query.get('per_page')) ?? DEFAULT_PER_PAGE, MAX_PER_PAGE);
  const page = positive(query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const linkTo = (number: number, rel: string) => {
    const there = new URLSearchParams(query);
    there.set('page', String(number));
    return `<${path}?${there}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [linkTo(page + 1, 'next'), linkTo(last, 'last')] : []),
    ...(page > 1 ? [linkTo(1, 'first')] : []),
  ];
  const shown = items.slice((page - 1) * perPage, page * perPage);
  return links.length > 0 ? { items: shown, link: links.join(', ') } : { items: shown };
}

/** Whatever is no number from 1 counts as not given, as the vendor has it. */
function positive(text: string | null): number | undefined {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number > 0 ? number : undefined;
}
