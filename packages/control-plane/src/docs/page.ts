import { html, raw } from 'hono/html';
import type { OpenApiDocument } from '../http/openapi-document.ts';
import { operationOf } from './operation.ts';
import { STYLE } from './style.ts';
import type { Operation } from './types.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document as a page that needs neither a script nor anything from elsewhere. */
export function docsPage(document: OpenApiDocument) {
  const groups = Map.groupBy(operationsOf(document), ({ tag }) => tag);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${document.info.title}</h1>
<p>${document.info.description}</p>
<p>The same for programs: <a href="/openapi.json">/openapi.json</a></p>
<nav aria-label="Groups of routes">${[...groups.keys()].map((tag) => html`<a href="#${idOf(tag)}">${tag}</a> `)}</nav>
</header>
<main>
${[...groups].map(([tag, operations]) => html`<section id="${idOf(tag)}"><h2>${tag}</h2>${operations.map(operationOf)}</section>`)}
<section id="credentials"><h2>Credentials</h2>
<p>Each is sent as <code>Authorization: Bearer …</code></p>
<dl>${Object.entries(document.components?.securitySchemes ?? {}).map(
    ([kind, scheme]) =>
      html`<dt><code>${kind}</code></dt><dd>${'description' in scheme ? scheme.description : ''}</dd>`,
  )}</dl></section>
</main>
</body>
</html>`;
}

const idOf = (tag: string): string => tag.toLowerCase().replace(/[^a-z0-9]+/g, '-');

function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const found = item[method];
      if (!found) return [];
      return [
        { ...(found as Omit<Operation, 'method' | 'path' | 'tag'>), method, path, tag: found.tags?.[0] ?? 'Other' },
      ];
    }),
  );
}
