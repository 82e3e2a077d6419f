import './unused-imports.ts';

export { type CloudInventory, findGone, readCloud } from './cloud-inventory.ts';
export type { Credentials } from './credentials.ts';
export { type Described, type DescribedThing, describeOwned } from './described-things.ts';
export type { DriftedResource } from './drift.ts';
export { STACK_ERROR_CODES, StackError, type StackErrorCode } from './errors.ts';
export { type Changes, changed, type ResourceAction, type ResourceEvent, type StackEvent } from './events.ts';
export type { OpenPort } from './firewall-rules.ts';
export { listStacks, readStates, type StackContents, type StateThing } from './look-into-backend.ts';
export {
  dedicatedNodeId,
  dedicatedStackName,
  libraryStackName,
  nodeLabels,
  sharedNodeId,
  sharedStackName,
} from './names.ts';
export type { NodeRecord } from './node-set.ts';
export {
  type NodeOutput,
  NodeOutputSchema,
  type PlannedNode,
  type PlannedOutputs,
  type ServerRole,
  type StackOutputs,
  StackOutputsSchema,
} from './outputs.ts';
export { type OwnRun, type ReleasedRun, releaseOwnLock } from './own-run.ts';
export { type PreviewIo, previewCommand } from './preview-command.ts';
export { fetchPrices, type Price, type PriceLine, type PriceList, priceOf } from './pricing.ts';
export type { NodeAccess } from './programs/access.ts';
export { type DedicatedSpec, dedicated } from './programs/dedicated.ts';
export { library } from './programs/library.ts';
export type { LibraryServer, LibrarySpec } from './programs/library-spec.ts';
export type { FailedTry, Offer, ProgramContext, StackProgram } from './programs/program.ts';
export { type NewNode, type SharedRegionSpec, sharedRegion } from './programs/shared-region.ts';
export {
  type Location,
  type NodeRole,
  type Region,
  type RegionSettings,
  resolveLocation,
  resolveRegion,
} from './regions.ts';
export {
  type CloudThing,
  findOwned,
  findRemaining,
  nodeSelector,
  type Owned,
  type RemainingThing,
  stackSelector,
  tenantSelector,
} from './remaining.ts';
export type {
  CommonOptions,
  DestroyOptions,
  DestroyResult,
  DriftOptions,
  DriftResult,
  PreviewOptions,
  PreviewResult,
  RemoveOptions,
  RemoveResult,
  RunOptions,
  RunResult,
  UpOptions,
  UpResult,
} from './run-options.ts';
export { runStack } from './run-stack.ts';
