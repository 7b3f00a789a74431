import type { Candidate } from '../../../core/choose.js';
import { ConfigError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { refusal, unless } from './issues.js';
import { textOf, textsIn } from './reply-values.js';
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
    work_item_id,
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

/** Arguments with the keys of spaces and types; the resolution knows them then. */
export async function resolveSpaceAndType(
  args: JsonObject,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  const inSpace = await withKeys(args, spaceNames, resolution, (given, path) =>
    spaceKey(resolution, given, path),
  );
  resolution.issues.throwIfAny();
  const spaces = ['project_key', 'project_keys', 'simple_names', 'relation_project_key']
    .flatMap((name) => [inSpace[name]].flat())
    .filter((key) => typeof key === 'string');
  resolution.spaceKeys = [...new Set(spaces)];
  resolution.space = spaces[0];
  resolution.item = textOf(args['work_item_id']) || undefined;
  const typed = await withKeys(inSpace, typeNames, resolution, (given, path) =>
    typeKey(resolution, given, path, spaces),
  );
  resolution.issues.throwIfAny();
  const [only, ...others] = textsIn(typed['work_item_type_keys']);
  const type = textOf(typed['work_item_type_key']) || (others.length === 0 ? only : undefined);
  resolution.type = type || undefined;
  resolution.typeKeys = type ? [type] : textsIn(typed['work_item_type_keys']);
  return typed;
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
async function spaceKey(
  resolution: ResolutionContext,
  given: string,
  path: string,
): Promise<string> {
  if (spaceKeyForm.test(given)) {
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
async function typeKey(
  resolution: ResolutionContext,
  given: string,
  path: string,
  spaces: readonly string[],
): Promise<string> {
  if (builtIn.has(given) || typeKeyForm.test(given)) {
    return given;
  }
  const candidates: Candidate[] = [];
  for (const space of spaces) {
    candidates.push(...(await resolution.types(space)));
  }
  return choose({ what: 'type', name: given, path }, candidates).id;
}
