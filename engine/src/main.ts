import { prepareEngine } from './engine.ts';

/** `npm run engine`: finds or makes every part, and says where each came from. */
try {
  const engine = await prepareEngine();
  for (const { tool, path, source } of [engine.pulumi, ...engine.plugins, engine.telegraf, engine.act]) {
    console.log(`${tool.label}\t${source}\t${path}`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
