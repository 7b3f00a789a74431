import { NameIndex } from '../../../core/choose.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { choose, optionOf } from '../../input/choose.js';

/** The options of a select as they will be, and those that go. */
export interface MergedOptions {
  readonly options: readonly JsonObject[];
  readonly removed: readonly JsonObject[];
  /** Stored options that a plain list leaves out, which stay. */
  readonly leftOut: readonly JsonObject[];
}

/** One option as it is stored or will be: `{id?, name, color?}`. */
type Option = JsonObject;

/**
 * Merges what is said of options into those that a field has. A list adds the options that are new, and changes those that
 * it names by id or by name; `{add, remove, rename}` says it outright. No option goes that `remove` does not name.
 */
export function mergeOptions(
  stored: readonly Option[],
  given: Json | undefined,
  path: string,
): MergedOptions {
  if (given === undefined || given === null) {
    return { options: stored, removed: [], leftOut: [] };
  }
  if (!isJsonObject(given)) {
    const listed = listOf(given);
    const options = withListed(stored, listed, path);
    return { options, removed: [], leftOut: stored.filter((option) => !isListed(option, listed)) };
  }
  const { add, remove, rename } = given;
  const removed = listOf(remove).map((item, index) =>
    optionMeant(String(item), `${path}.remove[${index}]`, stored),
  );
  refuseReturning(removed, listOf(add), `${path}.add`);
  const kept = stored.filter((option) => !removed.includes(option));
  const renamed = withNewNames(kept, isJsonObject(rename) ? rename : {}, `${path}.rename`);
  return { options: withListed(renamed, listOf(add), `${path}.add`), removed, leftOut: [] };
}

/** Refuses to remove an option and add it again: the cells that have it would be emptied. */
function refuseReturning(removed: readonly Option[], added: readonly Json[], path: string): void {
  const issues = added.flatMap((item, index): readonly InputIssue[] => {
    const returning = removed.find((option) => isListed(option, [item]));
    const problem = `adds and removes ${quoted(textOf(returning?.['name']))}`;
    return returning ? [{ path: `${path}[${index}]`, problem, allowed: 'one of the two' }] : [];
  });
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

/** Says whether a list names an option, by id or by name. */
function isListed({ id, name }: Option, list: readonly Json[]): boolean {
  return list.some((item) =>
    isJsonObject(item)
      ? item['id'] === id || (item['id'] === undefined && item['name'] === name)
      : textOf(item).trim() === name,
  );
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

function optionMeant(text: string, path: string, options: readonly Option[]): Option {
  const candidates = options.map((option) => ({
    option,
    id: textOf(option['id']),
    name: textOf(option['name']),
  }));
  return choose({ what: 'option', name: text, path, idWord: 'id' }, candidates).option;
}

function withNewNames(
  stored: readonly Option[],
  rename: JsonObject,
  path: string,
): readonly Option[] {
  const names = new Map(
    Object.entries(rename).map(([old, name]) => [
      optionMeant(old, `${path}.${old}`, stored),
      textOf(name).trim(),
    ]),
  );
  const renamed = stored.map((option) => ({
    ...option,
    name: names.get(option) ?? option['name'],
  }));
  const issues = [...names.values()].flatMap((name) => newNameIssues(name, renamed, path));
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return renamed.map((option) => ({ ...option, name: textOf(option.name) }));
}

function newNameIssues(
  name: string,
  options: readonly { readonly name?: Json | undefined }[],
  path: string,
): readonly InputIssue[] {
  if (name === '') {
    return [{ path, problem: 'has a blank name', allowed: '{old name: new name}' }];
  }
  const isTwice = options.filter((option) => option.name === name).length > 1;
  const problem = `would give two options the name ${quoted(name)}`;
  return isTwice ? [{ path, problem, allowed: 'a name that no other option has' }] : [];
}

/** Changes the options that a list names, and adds the others behind them. */
function withListed(
  stored: readonly Option[],
  listed: readonly Json[],
  path: string,
): readonly Option[] {
  const options = [...stored];
  for (const [index, item] of listed.entries()) {
    const option: Option = isJsonObject(item) ? item : { name: textOf(item).trim() };
    const at = positionOf(option, options, `${path}[${index}]`);
    const old = at === undefined ? undefined : options[at];
    if (at === undefined || old === undefined) {
      options.push(option);
    } else {
      options[at] = { ...old, ...option };
    }
  }
  return options;
}

/** Finds the option that an item of a list means; undefined for a new one. */
function positionOf(
  { id, name }: Option,
  options: readonly Option[],
  path: string,
): number | undefined {
  const key = typeof id === 'string' && id !== '' ? 'id' : 'name';
  const wanted = key === 'id' ? id : name;
  const at = options.findIndex((option) => option[key] === wanted);
  if (at < 0 && key === 'id') {
    throw new InputError([unknownId(textOf(id), options, `${path}.id`)]);
  }
  return at < 0 ? undefined : at;
}

function unknownId(id: string, options: readonly Option[], path: string): InputIssue {
  const candidates = options.map((option) => ({
    id: textOf(option['id']),
    name: textOf(option['name']),
  }));
  return {
    path,
    problem: `is ${quoted(id)}, and the field has no option of that id`,
    nearest: new NameIndex(candidates).nearest(id),
    options: candidates.map(optionOf),
    optionKind: 'item',
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : String(value ?? '');
}
