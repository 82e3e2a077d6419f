import type { Keys } from '../config.ts';
import { signToken, verifyToken } from './signed-token.ts';

/** The token of one node, the same on every re-run. `keys` are `config.keys.node`, `version` its row's `token_version`. */
export const nodeTokenFor = (keys: Keys, nodeId: string, version: number): Promise<string> =>
  signToken(keys, 'node', nodeId, version);

/** The node and version that a token was made for, if one of the keys has signed it. Whether they still count is the node row's to say. */
export async function readNodeToken(
  keys: Keys,
  token: string,
): Promise<{ node_id: string; version: number } | undefined> {
  const said = await verifyToken(keys, 'node', token);
  return said && { node_id: said.subject, version: said.qualifier };
}

/**
 * Whether a token of this version is still taken. The version before the current one is, so that raising a node's
 * `token_version` by one gives it a new token while the old one still reports; raising it by two shuts the old one out
 * at once.
 */
export const isVersionTaken = (version: number, current: number): boolean =>
  version === current || version === current - 1;
