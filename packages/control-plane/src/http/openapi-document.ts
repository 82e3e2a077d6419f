import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import { API_ACCESS } from '../auth/access.ts';
import { CREDENTIALS } from '../auth/credentials.ts';
import type { CallerKind } from '../caller.ts';

export type OpenApiDocument = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>;

const DESCRIPTION = `Decides where every new tenant lands, keeps the record of it, and has the work done.
Times are milliseconds since 1970, in UTC. Every answer that is no success has the body of ErrorBody.`;

/** The OpenAPI document of an app, with who may call what as the access table says it. */
export function openApiDocument(app: OpenAPIHono<AppEnv>, publicUrl: string): OpenApiDocument {
  const document = withNullAmongValues(
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Prego control plane', version: '1', description: DESCRIPTION },
      servers: [{ url: publicUrl }],
    }),
  );
  for (const [method, path, ...kinds] of API_ACCESS) {
    const operation = document.paths?.[path]?.[method.toLowerCase() as 'get'];
    if (operation) operation.security = kinds.map(requirementOf);
  }
  const schemes = Object.entries(CREDENTIALS).map(([kind, { name, description }]) => {
    return [kind, { type: 'http', scheme: 'bearer', description: `The ${name}. ${description}` }] as const;
  });
  return { ...document, components: { ...document.components, securitySchemes: Object.fromEntries(schemes) } };
}

/** An empty requirement: no credential is needed (OpenAPI 3.1, "Security Requirement Object"). */
const requirementOf = (kind: CallerKind): Record<string, string[]> => (kind === 'open' ? {} : { [kind]: [] });

/**
 * zod-to-openapi writes `z.literal(1).nullable()` as the type "number or null" with the only value 1, which null does not
 * fit: whoever checks an answer by the document would refuse it. Null is put among the values.
 */
function withNullAmongValues(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(document), (_, value) => {
    const isNullable = Array.isArray(value?.type) && value.type.includes('null');
    if (!isNullable || !Array.isArray(value.enum) || value.enum.includes(null)) return value;
    return { ...value, enum: [...value.enum, null] };
  });
}
