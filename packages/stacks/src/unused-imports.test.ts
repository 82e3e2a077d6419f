import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const INDEX = fileURLToPath(new URL('./index.ts', import.meta.url));

/** What a process that has imported the library prints for `expression`. Jest has a module cache of its own. */
function inProcess(expression: string): string {
  const script = `
    import { createRequire } from 'node:module';
    await import(${JSON.stringify(INDEX)});
    const require = createRequire(${JSON.stringify(INDEX)});
    const loaded = (name) => Object.keys(require.cache).filter((path) => path.includes('/' + name + '/')).length;
    console.log(JSON.stringify(await (async () => ${expression})()));
    process.exit(0);`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  return execFileSync(process.execPath, args, { env, encoding: 'utf8' }).trim();
}

test("the library is imported without Pulumi's TypeScript compiler and npm's dependency solver", () => {
  expect(inProcess(`[loaded('typescript'), loaded('@npmcli/arborist')]`)).toBe('[1,1]');
}, 30_000);

test('the compiler comes when it is used', () => {
  const serialized = `(await require('@pulumi/pulumi').runtime.serializeFunction(() => 42)).text.includes('42')`;
  expect(inProcess(serialized)).toBe('true');
}, 30_000);
