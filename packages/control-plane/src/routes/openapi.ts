import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import { docsPage } from '../docs/page.ts';
import { json } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { type OpenApiDocument, openApiDocument } from '../http/openapi-document.ts';

const AnyObject = z.record(z.string(), z.unknown());

/** The description of every route of `app`, for programs and for people. */
export function openapiRoutes(app: OpenAPIHono<AppEnv>): OpenAPIHono<AppEnv> {
  // Made once an isolate: it takes some milliseconds, and is the same for everybody.
  let made: OpenApiDocument | undefined;
  const document = (publicUrl: string) => {
    made ??= openApiDocument(app, publicUrl);
    return made;
  };
  return apiRoutes()
    .openapi(
      createRoute({
        method: 'get',
        path: '/openapi.json',
        tags: ['Operation'],
        summary: 'This description, as OpenAPI 3.1',
        responses: { 200: json('The document.', AnyObject) },
      }),
      (c) => c.json(document(c.var.deps.config.publicUrl) as unknown as Record<string, unknown>, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/docs',
        tags: ['Operation'],
        summary: 'This page',
        responses: { 200: { description: 'HTML.', content: { 'text/html': { schema: z.string() } } } },
      }),
      async (c) => c.html(await docsPage(document(c.var.deps.config.publicUrl))),
    );
}
