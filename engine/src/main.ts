import { prepareEngine } from './engine.ts';

const engine = await prepareEngine();
for (const { tool, path, source } of [engine.pulumi, ...engine.plugins, engine.telegraf]) {
  console.log(`${tool.label}\t${source}\t${path}`);
}
