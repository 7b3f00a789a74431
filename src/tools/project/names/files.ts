import { type Candidate, NameIndex } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose, optionOf } from '../../input/choose.js';
import { refusal } from '../resolve/issues.js';
import { int64, objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { isIdForm } from './listed.js';

/** A file in a field of an item: its id is the uuid. */
export interface ItemFile extends Candidate {
  readonly field: Candidate;
}

/** Lists the files in the fields of the item of a call, those in rows of compound fields too. */
export async function filesOfItem(resolution: ResolutionContext): Promise<readonly ItemFile[]> {
  const { data } = await resolution.names.now('project_work_items_get', {
    project_key: resolution.space,
    work_item_type_key: await resolution.knownType(),
    work_item_ids: [int64(resolution.item ?? '')],
  });
  const [{ fields = null } = {}] = objectsIn(data);
  return objectsIn(fields).flatMap(filesInField);
}

function filesInField(pair: JsonObject): readonly ItemFile[] {
  const { field_key, field_name, field_alias, field_value: value = null } = pair;
  const id = textOf(field_key);
  const field = {
    id,
    name: textOf(field_name) || id,
    others: [textOf(field_alias)].filter(Boolean),
  };
  return filesIn(value, field);
}

function filesIn(value: Json, field: Candidate): readonly ItemFile[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => filesIn(item, field));
  }
  if (!isJsonObject(value)) {
    return [];
  }
  if ('field_value' in value) {
    return filesInField(value);
  }
  const id = textOf(value['uuid']) || textOf(value['uid']);
  const name = textOf(value['name']);
  return id === '' || name === '' ? [] : [{ id, name, field }];
}

/** The files of one field, which goes by name, key or alias; all where none is named. */
export function filesOfField(
  files: readonly ItemFile[],
  field: string | undefined,
): readonly ItemFile[] {
  if (field === undefined) {
    return files;
  }
  const { fitting } = new NameIndex(files.map((file) => file.field)).choose(field);
  const keys = new Set(fitting.map(({ id }) => id));
  return files.filter((file) => keys.has(file.field.id));
}

/** The file that is meant by uuid or name; the only one where none is named. */
export function chosenFile<Found extends Candidate>(
  files: readonly Found[],
  name: string | undefined,
  path: string,
): Found {
  if (name !== undefined) {
    return choose({ what: 'file', name, path, idWord: 'id' }, files);
  }
  const [only, ...others] = files;
  if (only === undefined) {
    throw refusal(path, 'is not there: the item has no file here');
  }
  if (others.length > 0) {
    const options = files.map(optionOf);
    const problem = `is needed: there are ${files.length} files`;
    throw new InputError([{ path, problem, options, optionKind: 'item' }]);
  }
  return only;
}

/** The uuids of files to delete, which go by name too; remembers what they are called. */
export async function fileUuids(
  given: Json,
  field: string,
  path: string,
  resolution: ResolutionContext,
): Promise<Json> {
  const files = filesOfField(await filesOfItem(resolution), field === '' ? undefined : field);
  return resolution.issues.attemptAll(textsIn(given), (name, index) => {
    if (isIdForm(name) && !name.includes('.') && isUnlisted(name, files)) {
      return name;
    }
    const file = chosenFile(files, name, `${path}[${index}]`);
    resolution.givenNames.set(file.id, file.name);
    return file.id;
  });
}

/** A uuid that the item does not show goes as it is: the vendor knows better. */
function isUnlisted(name: string, files: readonly ItemFile[]): boolean {
  return name.length >= 16 && new NameIndex(files).choose(name).fitting.length === 0;
}
