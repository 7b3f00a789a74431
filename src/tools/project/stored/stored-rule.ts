import type { Json, JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { hasDelta } from '../resolve/set-values.js';

/** A write, its names resolved. */
export interface ProjectWrite {
  readonly name: EndpointName;
  readonly args: JsonObject;
  readonly resolution: ResolutionContext;
  readonly context: ToolContext;
}

/** What is stored of the things that a write changes, by label; where it changes several, by the id of each. */
export type ShownParts = ReadonlyMap<string, JsonObject>;

/** How a write is put together with what is stored, and how that is shown. */
export interface StoredRule {
  /** Whether the call cannot be sent without what is stored. */
  needsStored(args: JsonObject): boolean;
  /** Reads what the call is about to change, or has changed. */
  read(write: ProjectWrite): Promise<JsonObject>;
  /** The arguments with changes of lists applied, and with what they do not name where the vendor takes the whole. */
  merge?(stored: JsonObject, write: ProjectWrite): Promise<JsonObject> | JsonObject;
  /** The stored values for people. */
  shown(stored: JsonObject, write: ProjectWrite): Promise<ShownParts> | ShownParts;
  /** Whether it can be read at all; where it cannot, nothing is shown. */
  isReadable?(write: ProjectWrite): boolean;
  /** What to say of parts of the call that nothing reads out; undefined where it has none. */
  unseen?(args: JsonObject): string | undefined;
  /** What the ids of several things are called. */
  readonly idColumn?: string;
  /** Only parts that the call names are shown, so that one which is as it was is worth a word. */
  readonly showsNamed?: true;
}

/** Needs what is stored only where a list is changed in part. */
export function needsForDeltas(...keys: readonly string[]): StoredRule['needsStored'] {
  return (args) => keys.some((key) => hasDelta(args[key]));
}

/** What notes call a set, and who takes them. */
export function namedSet(label: string, { notes, givenNames }: ResolutionContext) {
  return { label, notes, givenNames };
}

/** The parts of one thing. */
export function ofOne(parts: JsonObject): ShownParts {
  return new Map([['', parts]]);
}

/** The arguments that say which item it is. */
export async function itemArgs({ args, resolution }: ProjectWrite): Promise<JsonObject> {
  const { project_key = null, work_item_id = null } = args;
  return {
    project_key,
    work_item_type_key: args['work_item_type_key'] ?? (await resolution.knownType()),
    work_item_id,
  };
}

export function ask(
  { context }: ProjectWrite,
  name: EndpointName,
  args: Args,
): Promise<JsonObject> {
  return callEndpoint(context, name, args);
}

/** An object without what says nothing: absent values, empty texts, and times that are not set. */
export function withoutBlanks(value: Readonly<Record<string, Json | undefined>>): JsonObject {
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => {
    const item = entry[1];
    return item !== undefined && item !== null && item !== '' && item !== 0;
  });
  return Object.fromEntries(entries);
}
