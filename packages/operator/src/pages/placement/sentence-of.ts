import { type Saying, sayingOf } from './outcome.ts';
import type { Candidate, Cluster, Outcome } from './placement-types.ts';

interface Decided extends Outcome {
  readonly cluster: Cluster;
  readonly candidates: readonly Candidate[];
}

/** The sentences of one language and tense. */
export interface Sentences {
  readonly node: (node: string) => string;
  readonly nodeMade: (node: string) => string;
  readonly first_node: string;
  readonly new_node: (nodes: number) => string;
  readonly trio: string;
}

/** What is said of a decision, in these words. */
export const sentenceOf = (sentences: Sentences, of: Decided): string =>
  sentenceFor(sentences, sayingOf(of, of.cluster, of.candidates));

function sentenceFor(sentences: Sentences, saying: Saying): string {
  switch (saying.kind) {
    case 'node':
      return saying.waits ? sentences.nodeMade(saying.nodeId) : sentences.node(saying.nodeId);
    case 'new_node':
      return sentences.new_node(saying.nodes);
    default:
      return sentences[saying.kind];
  }
}
