import { type Candidate, NameIndex } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import { unless } from '../resolve/issues.js';
import { fieldKey } from '../resolve/keys.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { idAmong } from './listed.js';

/** Ids of relations and rules. */
const idForm = /^[0-9a-f]{24}$|^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Gives the id of a relation of the space by id or name. */
export async function relationId(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  if (idForm.test(text) && resolution.trusts('silent')) {
    return text;
  }
  const wanted = { what: 'relation', name: text, path, idWord: 'id' as const };
  return idAmong(wanted, (await relationsIn(resolution))?.map(relationOf), resolution);
}

/** Gives the id of a rule by which items are associated with those of other spaces, by id or name. */
export async function ruleId(
  resolution: ResolutionContext,
  text: string,
  path: string,
): Promise<string> {
  if (idForm.test(text) && resolution.trusts('silent')) {
    return text;
  }
  const args = { project_key: resolution.space };
  const listing = resolution.names.list('project_associations_list_rules', args);
  const spaces = await unless(listing, 'permission');
  const rules = spaces?.flatMap((space) => objectsIn(space['rules'])).map(relationOf);
  const wanted = { what: 'association rule', name: text, path, idWord: 'id' as const };
  return idAmong(wanted, rules, resolution);
}

/** Gives the relation, or the field, by which items are related. */
export async function relationKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  const relations = (await relationsIn(resolution)) ?? [];
  const ofType = relations.filter(({ work_item_type_key: type }) => type === resolution.type);
  const found = [ofType, relations]
    .map((list) => new NameIndex(list.map(relationOf)).choose(name).found)
    .find((relation) => relation !== undefined);
  return found?.id ?? fieldKey(resolution, name, path);
}

function relationsIn({ names, space }: ResolutionContext) {
  return unless(names.list('project_relations_list', { project_key: space }), 'permission');
}

function relationOf({ id, name }: JsonObject): Candidate {
  return { id: textOf(id), name: textOf(name) };
}
