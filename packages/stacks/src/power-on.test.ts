import { expect, test } from '@jest/globals';
import type { NodeOutput } from './outputs.ts';
import { powerOn } from './power-on.ts';
import type { Session } from './session.ts';

const node = (index: number) => ({ node_id: `sg-s-${index}`, server_id: String(index) }) as NodeOutput;

/** A cloud in which every server of the label is off, and one that is not of the stack bears it too. */
function cloud() {
  const [asked, on]: [string[], string[]] = [[], []];
  const hetzner = {
    get: async (path: string) => {
      const selector = new URL(path, 'http://h').searchParams.get('label_selector') ?? '';
      asked.push(selector);
      const names = /\((.*)\)/.exec(selector)?.[1]?.split(',') ?? [];
      return {
        servers: names.flatMap((name) => [
          { id: Number(name.slice(5)), name },
          { id: 9_999, name: 'other' },
        ]),
      };
    },
    powerOn: async (id: string) => void on.push(id),
  };
  return { session: { clouds: { hetzner }, emit: () => {} } as unknown as Session, asked, on };
}

test('turns on what is wanted, and no server of somebody else that bears the same label', async () => {
  const { session, on } = cloud();
  await powerOn(session, [node(1), node(2)], ['sg-s-2']);
  expect(on).toEqual(['2']);
});

test('asks for many nodes a page at a time, and for none not at all', async () => {
  const { session, asked, on } = cloud();
  const nodes = Array.from({ length: 60 }, (_none, index) => node(index));
  await powerOn(session, nodes);
  expect(asked).toHaveLength(3);
  expect(on).toEqual(nodes.map(({ server_id }) => server_id));
  await powerOn(session, nodes, []);
  expect(asked).toHaveLength(3);
});
