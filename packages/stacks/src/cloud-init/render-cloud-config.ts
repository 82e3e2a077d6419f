import { Document, Scalar, visit } from 'yaml';

/**
 * A `#cloud-config` for cloud-init's reader, PyYAML, which takes YAML 1.1 in its own way: for it a plain `yes` is true,
 * `1:30` is 90, and at a plain `=` it gives up. So every text stands in quotes, or in a block of its own if it has lines.
 */
export function renderCloudConfig(config: Readonly<Record<string, unknown>>): string {
  const document = new Document(config, { version: '1.1' });
  visit(document, {
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string') return;
      node.type = node.value.includes('\n') ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
    },
  });
  return `#cloud-config\n${document.toString({ lineWidth: 0 })}`;
}
