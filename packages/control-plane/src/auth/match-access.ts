import type { CallerKind } from '../caller.ts';
import { ACCESS, type Method } from './access.ts';

/** The row of the access table that a request falls under. */
export interface Access {
  readonly method: Method;
  /** The path's template, such as `/internal/nodes/{node_id}`. */
  readonly path: string;
  readonly kinds: readonly CallerKind[];
  /** What stands in the template's places, as it came: not decoded. */
  readonly params: Readonly<Record<string, string>>;
}

const ROWS = ACCESS.map(([method, path, ...kinds]) => ({
  method,
  path,
  kinds,
  pattern: new RegExp(
    `^${path
      .replace(/[.]/g, '\\.')
      .replace(/\/\*$/, '(?:/.*)?')
      .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`,
  ),
}));

/** The row of this request; without one, the methods that the path takes: none where there is no such path. */
export function accessTo(method: string, path: string): Access | { readonly methods: Method[] } {
  const rows = ROWS.filter(({ pattern }) => pattern.test(path));
  // hono answers a HEAD request by the GET route.
  const row = rows.find((candidate) => candidate.method === (method === 'HEAD' ? 'GET' : method));
  if (!row) return { methods: rows.map((candidate) => candidate.method) };
  return { ...row, params: { ...row.pattern.exec(path)?.groups } };
}
