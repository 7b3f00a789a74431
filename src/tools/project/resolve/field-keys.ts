import { type Candidate, NameIndex } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { fieldNamed } from '../write/pairs.js';
import { type ProjectField, textOf, textsIn } from './field.js';
import type { Scene } from './resolution-context.js';

/** The key of a field, sub-fields among them; as it was given where the fields may not be seen. */
export async function fieldKey(scene: Scene, name: string, path: string): Promise<string> {
  const fields = await scene.fields();
  return fields === undefined ? name : fieldNamed(name, withSubFields(fields), path).id;
}

/** Of which fields to return: a minus before a key leaves that field out. */
export function fieldKeys(scene: Scene, given: unknown, path: string): Promise<string[]> {
  return scene.issues.attemptAll(textsIn(given), async (text, index) => {
    const [, minus = '', name = ''] = /^(-?)(.*)$/s.exec(text) ?? [];
    return `${minus}${await fieldKey(scene, name, `${path}[${index}]`)}`;
  });
}

export function withSubFields(fields: readonly ProjectField[]): readonly ProjectField[] {
  return fields.flatMap((field) => [field, ...field.children]);
}

/** The relation, or the field, by which items are related. */
export async function relationKey(scene: Scene, name: string, path: string): Promise<string> {
  const relations = await scene.finder.list('project_relations_list', {
    project_key: scene.space,
  });
  const ofType = relations.filter(({ work_item_type_key: type }) => type === scene.type);
  const found = [ofType, relations]
    .map((list) => new NameIndex(list.map(relationOf)).choose(name).found)
    .find((relation) => relation !== undefined);
  return found?.id ?? fieldKey(scene, name, path);
}

function relationOf({ id, name }: JsonObject): Candidate {
  return { id: textOf(id), name: textOf(name) };
}

/** The values of options that a list names by value or label; what is no option goes as it was given. */
export async function optionValues(
  scene: Scene,
  field: string,
  given: unknown,
  path: string,
): Promise<string[]> {
  const options = (await scene.fields())?.find(({ id }) => id === field)?.options ?? [];
  const index = new NameIndex(options);
  return scene.issues.attemptAll(textsIn(given), (name, at) =>
    index.choose(name).fitting.length === 0
      ? name
      : choose({ what: 'option', name, path: `${path}[${at}]` }, options).id,
  );
}
