import { type Candidate, NameIndex } from '../../../core/choose.js';
import { ConfigError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { workItemId } from '../names/items.js';
import { idAmong } from '../names/listed.js';
import { spaceInLink } from '../read/page-links.js';
import { refusal, unless } from './issues.js';
import { int64, objectsIn, textOf, textsIn } from './reply-values.js';
import type { ResolutionContext } from './resolution-context.js';

/** A work item, in the vendor's terms. */
export interface WorkItemRef {
  readonly project_key: string;
  readonly work_item_type_key: string;
  readonly work_item_id: string;
}

interface GivenWorkItem {
  readonly project_key: string;
  readonly work_item_type_key?: string | undefined;
  readonly work_item_id?: string | undefined;
}

/** The space that a task is about. */
export async function resolveSpace(
  { project_key }: GivenWorkItem,
  resolution: ResolutionContext,
): Promise<string> {
  return textOf((await resolveSpaceAndType({ project_key }, resolution))['project_key']);
}

/** The item that a task is about; its type is looked up where it was not said. */
export async function resolveWorkItem(
  given: GivenWorkItem,
  resolution: ResolutionContext,
): Promise<WorkItemRef> {
  const { project_key, work_item_type_key: type, work_item_id } = given;
  if (work_item_id === undefined) {
    throw refusal('work_item_id', 'is needed, or the link of the item in project_key');
  }
  const placed = await resolveSpaceAndType(
    { project_key, work_item_id, ...(type !== undefined && { work_item_type_key: type }) },
    resolution,
  );
  return {
    project_key: textOf(placed['project_key']),
    work_item_type_key: await resolution.knownType(),
    work_item_id: textOf(placed['work_item_id']),
  };
}

const spaceNames = ['project_key', 'project_keys', 'relation_project_key', 'remote_projects'];
const typeNames = [
  'work_item_type_key',
  'work_item_type_keys',
  'relation_work_item_type_key',
  'reference_work_item_type_key',
  'query_sub_type',
];

/** Arguments with the keys of spaces, types and the item; the resolution knows them then. */
export async function resolveSpaceAndType(
  args: JsonObject,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  const inSpace = await withSimpleNames(
    await withKeys(args, spaceNames, resolution, (given, path) =>
      spaceKey(resolution, given, path),
    ),
    resolution,
  );
  const sources = await withSources(inSpace, resolution);
  resolution.issues.throwIfAny();
  const spaces = ['project_key', 'project_keys', 'simple_names', 'relation_project_key']
    .flatMap((name) => [inSpace[name]].flat())
    .concat(objectsIn(sources).map(({ project_key }) => project_key))
    .filter((key) => typeof key === 'string');
  resolution.spaceKeys = [...new Set(spaces)];
  resolution.space = spaces[0];
  const typed = await withKeys(inSpace, typeNames, resolution, (given, path) =>
    typeKey(resolution, given, path),
  );
  resolution.issues.throwIfAny();
  const [only, ...others] = textsIn(typed['work_item_type_keys']);
  const [source, ...more] = objectsIn(sources).map((it) => textOf(it['work_item_type_keys']));
  const ofSources = more.length === 0 ? source : undefined;
  const type =
    textOf(typed['work_item_type_key']) || (others.length === 0 ? only : undefined) || ofSources;
  resolution.type = type || undefined;
  resolution.typeKeys = type ? [type] : textsIn(typed['work_item_type_keys']);
  const found = await withItem(typed, resolution);
  resolution.issues.throwIfAny();
  return { ...found, ...(sources !== undefined && { data_sources: sources }) };
}

/** The item by id, where it was given by name; the resolution knows it then. */
async function withItem(args: JsonObject, resolution: ResolutionContext): Promise<JsonObject> {
  const given = textOf(args['work_item_id']);
  const isId = given === '' || /^\d+$/.test(given);
  const id = isId
    ? given
    : await resolution.issues.attempt(() =>
        workItemId(resolution, given, 'work_item_id', { types: resolution.typeKeys }),
      );
  resolution.item = id || undefined;
  return isId || id === undefined ? args : { ...args, work_item_id: int64(id) };
}

/** Simple names as keys; one that cannot be looked up stays. */
async function withSimpleNames(
  { simple_names, ...args }: JsonObject,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  if (!Array.isArray(simple_names)) {
    return args;
  }
  const given = textsIn(simple_names);
  const keys = await resolution.issues.attemptAll(given, (name, index) =>
    spaceKey(resolution, name, `simple_names[${index}]`),
  );
  const found = keys.filter((key) => spaceKeyForm.test(key));
  const left = keys.filter((key) => !spaceKeyForm.test(key));
  const all = [...new Set([...textsIn(args['project_keys']), ...found])];
  return {
    ...args,
    ...(all.length > 0 && { project_keys: all }),
    ...(left.length > 0 && { simple_names: left }),
  };
}

/** Spaces of a search, each with its types in one text. */
async function withSources(
  { data_sources }: JsonObject,
  resolution: ResolutionContext,
): Promise<readonly JsonObject[] | undefined> {
  if (!Array.isArray(data_sources)) {
    return undefined;
  }
  return resolution.issues.attemptAll(objectsIn(data_sources), async (source, index) => {
    const path = `data_sources[${index}]`;
    const project_key = await spaceKey(
      resolution,
      textOf(source['project_key']),
      `${path}.project_key`,
    );
    const types = textOf(source['work_item_type_keys'])
      .split(',')
      .filter((type) => type !== '');
    const keys = await resolution.issues.attemptAll(types, (type) =>
      typeKey(resolution, type.trim(), `${path}.work_item_type_keys`, [project_key]),
    );
    return {
      ...source,
      project_key,
      ...(keys.length > 0 && { work_item_type_keys: keys.join(',') }),
    };
  });
}

type Look = (given: string, path: string) => Promise<string>;

/** Keys for the names in some arguments, each a text or a list of them. */
async function withKeys(
  args: JsonObject,
  names: readonly string[],
  { issues }: ResolutionContext,
  look: Look,
): Promise<JsonObject> {
  const found: [string, Json][] = [];
  for (const name of names) {
    const given = args[name];
    if (Array.isArray(given)) {
      const texts = textsIn(given);
      const keys = await issues.attemptAll(texts, (text, at) => look(text, `${name}[${at}]`));
      found.push([name, keys]);
    } else if (typeof given === 'string') {
      found.push([name, (await issues.attempt(() => look(given, name))) ?? given]);
    }
  }
  return { ...args, ...Object.fromEntries(found) };
}

const spaceKeyForm = /^[0-9a-f]{24}$/;
const simpleNameForm = /^[\w-]+$/;

/**
 * The key of a space by key, simple name or name. Most calls take simple names as well, but some answer them with
 * nothing.
 */
export async function spaceKey(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  const given = spaceInLink(text, path, resolution) ?? text;
  if (spaceKeyForm.test(given) && resolution.trusts()) {
    return given;
  }
  const { names } = resolution;
  try {
    const named = simpleNameForm.test(given)
      ? await unless(names.spaceOf(given), 'not_found')
      : undefined;
    if (named !== undefined) {
      return textOf(named['project_key']);
    }
    return choose({ what: 'space', name: given, path }, (await names.spaces()).map(spaceCandidate))
      .id;
  } catch (error) {
    // Spaces are listed for a user; a token may say who that is without its key.
    if (error instanceof ConfigError && simpleNameForm.test(given)) {
      return given;
    }
    throw error;
  }
}

function spaceCandidate({ project_key, name, simple_name }: JsonObject): Candidate {
  return { id: textOf(project_key), name: textOf(name), others: [textOf(simple_name)] };
}

/** Types that every space has go by words, own ones by ids. */
const builtIn = new Set(['story', 'issue', 'version', 'chart', 'sub_task']);
const typeKeyForm = /^[0-9a-f]{24}$/;

/** The key of a type by key, API name or name, in any of the spaces. */
export async function typeKey(
  resolution: ResolutionContext,
  given: string,
  path: string,
  spaces = resolution.spaceKeys,
): Promise<string> {
  const isKey = builtIn.has(given) || typeKeyForm.test(given);
  if (isKey && resolution.trusts()) {
    return given;
  }
  const candidates: Candidate[] = [];
  let isListed = true;
  for (const space of spaces) {
    const types = await unless(resolution.types(space), 'permission');
    isListed &&= types !== undefined;
    candidates.push(...(types ?? []));
  }
  // Not every listing shows the types that all spaces have.
  const isBuiltIn =
    builtIn.has(given) && new NameIndex(candidates).choose(given).fitting.length === 0;
  const wanted = { what: 'type', name: given, path };
  return isBuiltIn ? given : idAmong(wanted, isListed ? candidates : undefined, resolution);
}
