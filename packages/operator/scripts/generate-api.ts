import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openApiOf } from '@prego/control-plane/openapi';
import openapiTS, { astToString } from 'openapi-typescript';

/** Where the types of the control plane's API lie; written by this program only. */
export const SCHEMA = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));

const HEADER = `// Made from the control plane's OpenAPI document by \`pnpm --filter @prego/operator generate\`. Not edited by hand.\n\n`;

/** The types of every route that a page may call. What a refusal looks like is the same everywhere: contracts' ErrorBody. */
export async function apiTypes(): Promise<string> {
  const document = JSON.parse(JSON.stringify(openApiOf('https://prego.example')));
  for (const [path, operations] of Object.entries<Record<string, Operation>>(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const callable = operation.security?.some((requirement) => 'operator' in requirement || 'launch' in requirement);
      if (!callable) delete operations[method];
      for (const status of Object.keys(operation.responses)) {
        if (Number(status) >= 300) delete operation.responses[status];
      }
    }
    if (Object.keys(operations).length === 0) delete document.paths[path];
  }
  delete document.components;
  return HEADER + astToString(await openapiTS(document));
}

interface Operation {
  security?: Record<string, string[]>[];
  responses: Record<string, unknown>;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await apiTypes();
  const changed = made !== (await readFile(SCHEMA, 'utf8').catch(() => ''));
  const check = process.argv.includes('--check');
  if (changed && !check) await writeFile(SCHEMA, made);
  if (!changed) console.log('src/api/schema.d.ts is as it was');
  else if (check) console.log('src/api/schema.d.ts is out of date: pnpm --filter @prego/operator generate');
  else console.log('src/api/schema.d.ts is new');
}
