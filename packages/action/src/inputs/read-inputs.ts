import type { z } from 'zod';
import { ActionError } from '../errors.ts';
import { accepted } from './accepted.ts';
import { crossFaults, type Fault, type Given, PULUMI_CLOUD } from './cross-faults.ts';
import { type CommandName, INPUTS_OF, type Inputs, SECRET_INPUTS } from './schema.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What a workflow gave us, and what it should know about that. */
export interface ReadInputs {
  readonly inputs: Inputs;
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

export const COMMANDS = Object.keys(INPUTS_OF) as CommandName[];
/** Of all commands, as action.yml has them. */
export const INPUT_NAMES: readonly string[] = [
  ...new Set(COMMANDS.flatMap((command) => Object.keys(INPUTS_OF[command].shape))),
];

/** Values that are never shown: secrets, and addresses, in which one may stand. */
const NOT_SHOWN = new Set<string>([
  ...SECRET_INPUTS,
  'control_plane_url',
  'pulumi_backend',
  'hcloud_endpoint',
  'cloudflare_base_url',
  'check_url',
]);
const SHOWN_LENGTH = 80;

/** An input as `getInput` of @actions/core finds it: trimmed; absent where it is empty, which is what GitHub makes of absent ones. */
function inputOf(env: Env, name: string): string | undefined {
  return env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
}

/** The command that is asked for; undefined where there is no such. */
export function commandOf(env: Env): CommandName | undefined {
  const asked = inputOf(env, 'command') ?? 'provision';
  return COMMANDS.find((command) => command === asked);
}

/**
 * Reads and checks the inputs in a runner's environment. Throws ActionError `invalid_inputs`, which lists all that is wrong with any
 * of them, without ever showing a secret.
 */
export function readInputs(env: Env): ReadInputs {
  const command = commandOf(env);
  if (command === undefined) {
    const wrong = `is ${shown(inputOf(env, 'command') ?? '')}`;
    throw invalid([{ input: 'command', wrong, accepted: COMMANDS.join(', ') }]);
  }
  const schema = INPUTS_OF[command];
  const given = givenOf(Object.keys(schema.shape), env);
  const parsed = schema.safeParse({ ...given, command });
  const faults = [
    ...(parsed.error?.issues ?? []).map((issue) => faultOf(schema.shape, given, String(issue.path[0]))),
    ...crossFaults(command, given, env),
  ];
  if (!parsed.success || faults.length > 0) throw invalid(faults);
  return { inputs: withBackend(parsed.data), notices: notices(parsed.data), warnings: unused(command, env) };
}

function givenOf(names: readonly string[], env: Env): Given {
  const values = names.map((name) => [name, inputOf(env, name)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function faultOf(shape: Readonly<Record<string, z.ZodType>>, given: Given, input: string): Fault {
  const value = given[input];
  const schema = shape[input];
  const secret = NOT_SHOWN.has(input) ? 'is not what it can be' : `is ${shown(value ?? '')}`;
  return { input, wrong: value === undefined ? 'is missing' : secret, accepted: schema ? accepted(schema) : '' };
}

const shown = (value: string): string =>
  JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);

function invalid(faults: readonly Fault[]): ActionError {
  const lines = faults.map(
    ({ input, wrong, accepted }) => `- ${input}: ${wrong}${accepted === '' ? '' : `; accepted: ${accepted}`}`,
  );
  const count = lines.length === 1 ? 'One input is' : `${lines.length} inputs are`;
  return new ActionError(
    'invalid_inputs',
    `${count} missing or wrong; nothing was done.\n${lines.join('\n')}\n`,
    "Correct them under `with:` of the step; packages/action/README.md lists every command's inputs.",
  );
}

/** A token for Pulumi's own service says enough about where state is kept. */
function withBackend<I extends Inputs>(inputs: I): I {
  if (!('pulumi_access_token' in inputs) || !inputs.pulumi_access_token || inputs.pulumi_backend) return inputs;
  return { ...inputs, pulumi_backend: PULUMI_CLOUD };
}

function notices(inputs: Inputs): readonly string[] {
  if (inputs.command !== 'provision' || inputs.target_server_id === undefined) return [];
  const asked = [inputs.create_new_server && 'create_new_server', inputs.dedicated && 'dedicated'].filter(Boolean);
  if (asked.length === 0) return [];
  return [
    `A target always wins: the tenant goes to ${inputs.target_server_id}, and ${asked.join(' and ')} is not heeded.`,
  ];
}

function unused(command: CommandName, env: Env): readonly string[] {
  const known = new Set(Object.keys(INPUTS_OF[command].shape));
  const names = INPUT_NAMES.filter((name) => !known.has(name) && inputOf(env, name) !== undefined);
  if (names.length === 0) return [];
  return [`\`command: ${command}\` does not read ${names.join(', ')}: correct the command, or leave that out.`];
}
