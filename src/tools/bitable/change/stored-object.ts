import { isSetDelta, type SetDelta, setDeltaIn } from '../../../cells/write/set-delta.js';
import type { Endpoint, StoredIn } from '../../../core/endpoint.js';
import { ApiError, NetworkError } from '../../../core/errors.js';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { catalogue, isEndpointName } from '../../../endpoints/catalogue.js';
import { brief } from '../../answer/budget.js';
import type { Outcome } from '../../answer/result.js';
import { type Args, callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';
import type { StoredValues } from '../../context/vendor.js';
import { absentNote, applySetChange } from '../../input/set-change.js';
import { readFirst } from './read-first.js';
import { changesFor } from './setting-changes.js';

/** Names in an answer. */
const maxNames = 100;

/** What is stored of the table, view, form or sharing that a call changes or deletes, read under the lock of the write. */
class StoredObject implements StoredValues {
  #stored: readonly JsonObject[] = [];
  #sent: JsonObject = {};

  constructor(
    readonly endpoint: Endpoint,
    readonly storedIn: StoredIn,
    readonly context: ToolContext,
  ) {}

  async before(args: Args, context: ToolContext): Promise<Args> {
    const given = this.#body(args);
    const changes = isMerged(given, this.storedIn);
    const reading = this.#read(args, context);
    this.#stored = changes
      ? await readFirst(hasDelta(given) ? 'the stored set' : 'what is stored', reading)
      : await shown(reading, context);
    const stored = this.#stored[0] ?? {};
    const whole = changes ? withSets(given, stored, context.note) : given;
    this.#sent = withKept(whole, stored, this.storedIn);
    return { ...args, ...this.#sent };
  }

  report({ facts, notes }: Outcome, replies: readonly Json[]): Outcome {
    const [stored] = this.#stored;
    if (stored === undefined || this.context.answers === 'short') {
      return { facts, notes };
    }
    if (this.endpoint.effect === 'delete') {
      return { facts: { ...facts, ...this.#names() }, notes };
    }
    const after = { ...this.#sent, ...picked(objectIn(replies[0]), this.#sent) };
    const report = changesFor(this.context, picked(stored, this.#sent), after);
    const isSame = report.facts['changes'] === undefined;
    const unchanged = isSame ? ['unchanged: all of this was stored already'] : [];
    return {
      facts: { ...facts, ...report.facts },
      notes: [...notes, ...report.notes, ...unchanged],
    };
  }

  /** The settings that the call gives. */
  #body(args: Args): JsonObject {
    const { body = {} } = this.endpoint;
    const given = Object.keys(body).filter((key) => args[key] !== undefined && !asides.has(key));
    const settings: unknown = Object.fromEntries(given.map((key) => [key, args[key]]));
    return isJsonObject(settings) ? settings : {};
  }

  async #read(args: Args, context: ToolContext): Promise<readonly JsonObject[]> {
    const { name, at, by, behind } = this.storedIn;
    if (!isEndpointName(name)) {
      return [];
    }
    const { path, query = {} }: Endpoint = catalogue[name];
    const taken = Object.keys({ ...path, ...query }).filter((key) => args[key] !== undefined);
    const asked = Object.fromEntries(taken.map((key) => [key, args[key]]));
    if (by === undefined) {
      const object = (await callEndpoint(context, name, asked))[at];
      return isJsonObject(object) ? [object] : [];
    }
    const wanted = new Set([args[by], args[`${by}s`]].flat());
    const items = await listAll(context, name, asked);
    const placed = behind === undefined ? items : inOrder(items, by, behind);
    return placed.filter((item) => wanted.has(item[by]));
  }

  /** What the deleted things were called. */
  #names(): JsonObject {
    const { by = '' } = this.storedIn;
    const names = this.#stored.map((item): [string, Json] => [String(item[by]), nameOf(item)]);
    const { batch } = this.endpoint;
    return batch === undefined
      ? { name: names[0]?.[1] }
      : { names: Object.fromEntries(names.slice(0, maxNames)) };
  }
}

/** Items with the item that each stands behind. */
function inOrder(items: readonly JsonObject[], by: string, behind: string): readonly JsonObject[] {
  return items.map((item, index) => ({ ...item, [behind]: items[index - 1]?.[by] ?? '' }));
}

/** Prepares a change or a deletion of what can be read first. A dry run reads it for the sets that are added to. */
export async function prepareChange(
  context: ToolContext,
  endpoint: Endpoint,
  args: Args,
  dryRun: boolean,
): Promise<{ readonly args: Args; readonly stored?: StoredValues }> {
  const { storedIn } = endpoint;
  const isShown = context.answers === 'full' && !dryRun;
  if (storedIn === undefined || !(isShown || isMerged(args, storedIn))) {
    return { args };
  }
  const stored = new StoredObject(endpoint, storedIn, context);
  return dryRun ? { args: await stored.before(args, context) } : { args, stored };
}

/** Arguments in a body that are no setting: they say how the thing is called by. */
const asides: ReadonlySet<string> = new Set(['member_type', 'perm_type', 'table_ids']);

async function shown(
  reading: Promise<readonly JsonObject[]>,
  { note }: ToolContext,
): Promise<readonly JsonObject[]> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof NetworkError)) {
      throw error;
    }
    note(`changes are not shown: what was stored could not be read (${error.message})`);
    return [];
  }
}

function hasDelta(value: unknown): boolean {
  return isJsonObject(value) && (isSetDelta(value) || Object.values(value).some(hasDelta));
}

/** Whether what is sent depends on what is stored. */
function isMerged(given: unknown, { keeps }: StoredIn): boolean {
  const part = keeps && partAt(given, keeps.part);
  return hasDelta(given) || (part !== undefined && part[keeps?.key ?? ''] === undefined);
}

function partAt(value: unknown, path: readonly string[]): JsonObject | undefined {
  const [key, ...others] = path;
  const object = isJsonObject(value) ? value : undefined;
  return key === undefined ? object : partAt(object?.[key], others);
}

/** Settings with the one that a replaced part keeps. */
function withKept(given: JsonObject, stored: JsonObject, { keeps }: StoredIn): JsonObject {
  if (keeps === undefined || !isMerged(given, { name: '', at: '', keeps })) {
    return given;
  }
  const { part, key, standard } = keeps;
  const value = partAt(stored, part)?.[key] ?? standard;
  return withValueAt(given, part, { [key]: value });
}

function withValueAt(object: JsonObject, path: readonly string[], more: JsonObject): JsonObject {
  const [key, ...others] = path;
  const inner = key === undefined ? undefined : object[key];
  return key === undefined
    ? { ...more, ...object }
    : { ...object, [key]: withValueAt(isJsonObject(inner) ? inner : {}, others, more) };
}

/** Settings with the whole set in place of its change. */
function withSets(given: JsonObject, stored: JsonObject, note: (text: string) => void): JsonObject {
  const entries = Object.entries(given).map(([key, value = null]): [string, Json] => {
    const old = stored[key] ?? null;
    const delta = setDeltaIn(value);
    if (delta !== undefined) {
      return [key, wholeSet(key, listIn(old), delta, note)];
    }
    return [key, isJsonObject(value) ? withSets(value, isJsonObject(old) ? old : {}, note) : value];
  });
  return Object.fromEntries(entries);
}

function wholeSet(
  key: string,
  stored: readonly Json[],
  delta: SetDelta,
  note: (text: string) => void,
): readonly Json[] {
  const { items, absent } = applySetChange(stored, delta, (one, other) => one === other);
  const missing = absentNote(key, absent.map(String));
  if (missing !== undefined) {
    note(missing);
  }
  return items;
}

function listIn(value: Json): readonly Json[] {
  return isJsonList(value) ? value : [];
}

/** Of an object the keys that are given, and of objects in it as well. */
function picked(object: JsonObject, given: JsonObject): JsonObject {
  const keys = Object.keys(given).filter((key) => object[key] !== undefined);
  return Object.fromEntries(
    keys.map((key) => {
      const [value = null, asked = null] = [object[key], given[key]];
      const isDeep = key === 'property' && isJsonObject(value) && isJsonObject(asked);
      return [key, brief(isDeep ? picked(value, asked) : value)];
    }),
  );
}

/** The object that a reply is about: the one in it, or itself. */
function objectIn(reply: Json | undefined): JsonObject {
  const data = isJsonObject(reply) ? reply : {};
  return Object.values(data).find(isJsonObject) ?? data;
}

function nameOf(item: JsonObject): Json {
  const keys = ['name', 'view_name', 'field_name', 'role_name', 'title'];
  return keys.map((key) => item[key]).find((name) => name !== undefined) ?? null;
}
