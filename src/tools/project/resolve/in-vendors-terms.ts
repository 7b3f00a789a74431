import { InputError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { isException, resolvers } from './arguments.js';
import { textOf, textsIn } from './field.js';
import { Scene } from './resolution-context.js';
import { spaceKey } from './space-key.js';
import { typeKey } from './type-key.js';

/** Arguments with keys for names, and where the call plays. */
export interface Resolved {
  readonly args: JsonObject;
  readonly scene: Scene;
}

export function inVendorsTerms(
  name: EndpointName,
  args: Args,
  context: ToolContext,
): Promise<Resolved> {
  return withFreshNames(context, async (scene) => {
    const placed = await inPlace(definedIn(args), scene);
    return { args: await resolved(name, placed, scene), scene };
  });
}

/** What was remembered may be old: where names do not fit, everything is looked up anew. */
export async function withFreshNames<Result>(
  context: ToolContext,
  work: (scene: Scene) => Promise<Result>,
): Promise<Result> {
  const scene = new Scene(context, { fresh: false });
  try {
    return await work(scene);
  } catch (error) {
    if (error instanceof InputError && scene.finder.remembered) {
      return work(new Scene(context, { fresh: true }));
    }
    throw error;
  }
}

/** What schemas let through is JSON, or absent. */
function definedIn(args: Args): JsonObject {
  const entries = Object.entries(args).filter((entry): entry is [string, Json] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(entries);
}

const spaceNames = ['project_key', 'project_keys', 'relation_project_key', 'remote_projects'];
const typeNames = [
  'work_item_type_key',
  'work_item_type_keys',
  'relation_work_item_type_key',
  'reference_work_item_type_key',
  'query_sub_type',
];

/** Arguments with the keys of spaces and types; the scene knows them then. */
export async function inPlace(args: JsonObject, scene: Scene): Promise<JsonObject> {
  const inSpace = await withKeys(args, spaceNames, scene, (given, path) =>
    spaceKey(scene, given, path),
  );
  scene.issues.throwIfAny();
  const spaces = ['project_key', 'project_keys', 'simple_names', 'relation_project_key']
    .flatMap((name) => [inSpace[name]].flat())
    .filter((key) => typeof key === 'string');
  scene.space = spaces[0];
  scene.item = textOf(args['work_item_id']) || undefined;
  const typed = await withKeys(inSpace, typeNames, scene, (given, path) =>
    typeKey(scene, given, path, spaces),
  );
  scene.issues.throwIfAny();
  const [only, ...others] = textsIn(typed['work_item_type_keys']);
  const type = textOf(typed['work_item_type_key']) || (others.length === 0 ? only : undefined);
  scene.type = type || undefined;
  return typed;
}

type Look = (given: string, path: string) => Promise<string>;

/** Keys for the names in some arguments, each a text or a list of them. */
async function withKeys(
  args: JsonObject,
  names: readonly string[],
  { issues }: Scene,
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

async function resolved(name: EndpointName, args: JsonObject, scene: Scene): Promise<JsonObject> {
  const entries: [string, Json | undefined][] = [];
  for (const [path, value] of Object.entries(args)) {
    const resolver = isException(name, path) ? undefined : resolvers.get(path);
    const given = { name, args, path, scene };
    const isNamed = resolver !== undefined && value !== undefined;
    const found = isNamed ? await scene.issues.attempt(async () => resolver(value, given)) : value;
    entries.push([path, found]);
  }
  scene.issues.throwIfAny();
  return Object.fromEntries(entries);
}
