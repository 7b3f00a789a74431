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
  const found = relations.filter((relation) => [relation['id'], relation['name']].includes(name));
  const [relation] = found.filter(({ work_item_type_key: type }) => type === scene.type);
  const [only, ...others] = relation === undefined ? found : [relation];
  return only !== undefined && others.length === 0
    ? textOf(only['id'])
    : fieldKey(scene, name, path);
}

/** The values of options that a list names by value or label. */
export async function optionValues(
  scene: Scene,
  field: string,
  given: unknown,
): Promise<readonly string[]> {
  const options = (await scene.fields())?.find(({ id }) => id === field)?.options ?? [];
  return textsIn(given).map((text) => {
    const named = options.filter(({ id, name }) => id === text || name === text);
    return named.find(({ id }) => id === text)?.id ?? named[0]?.id ?? text;
  });
}
