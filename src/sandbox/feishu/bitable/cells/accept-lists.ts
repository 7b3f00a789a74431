import { isJsonObject, type Json } from '../../../../core/json.js';
import { refuse } from '../../refusal.js';
import { linkedTable } from '../fields/links.js';
import type { Cell, Field } from '../model.js';
import type { WriteContext } from './accept-context.js';
import { rejectValue } from './rejection.js';

const maxOptions = 1_000;
const maxPeople = 1_000;
const maxGroups = 10;
const maxFiles = 100;
const maxLinks = 500;

const tooLargeCell = 1254130;
const tooManyFiles = 1254106;

export function options(value: Json, field: Field, context: WriteContext): Cell | null {
  const names = textsOf(value) ?? rejectValue(field, value);
  checkCount(names, maxOptions, tooLargeCell);
  if (names.includes('')) refuse(1254026);
  const optionIds = context.options.idsOf(field, names);
  return optionIds.length === 0 ? null : { kind: 'options', optionIds };
}

/** `[{id}]` and no other key; the ids are of the call's `user_id_type`. */
export function people(value: Json, field: Field, context: WriteContext): Cell | null {
  const ids = entriesOf(value, 'id', 1) ?? rejectValue(field, value);
  checkCount(ids, maxPeople, tooLargeCell);
  checkSingle(field, ids, value);
  const { directory } = context.scope.bitable;
  const openIds = ids.map(
    (id) => directory.person(id, context.userIdType)?.open_id ?? rejectValue(field, value),
  );
  return openIds.length === 0 ? null : { kind: 'people', openIds: distinct(openIds) };
}

export function groups(value: Json, field: Field, { scope }: WriteContext): Cell | null {
  const chatIds = entriesOf(value, 'id') ?? rejectValue(field, value);
  checkCount(chatIds, maxGroups, tooLargeCell);
  checkSingle(field, chatIds, value);
  const { directory } = scope.bitable;
  if (chatIds.some((id) => directory.chat(id) === undefined)) rejectValue(field, value);
  return chatIds.length === 0 ? null : { kind: 'groups', chatIds: distinct(chatIds) };
}

/** Files that were uploaded to this very base. */
export function files(value: Json, field: Field, { scope }: WriteContext): Cell | null {
  const fileTokens = entriesOf(value, 'file_token') ?? rejectValue(field, value);
  checkCount(fileTokens, maxFiles, tooManyFiles);
  for (const fileToken of fileTokens) {
    if (scope.bitable.files.get(fileToken)?.appToken !== scope.base.appToken) refuse(1254303);
  }
  return fileTokens.length === 0 ? null : { kind: 'files', fileTokens: distinct(fileTokens) };
}

/** `["rec…"]`; the modern read shape `{link_record_ids}` is taken too, as the vendor's own plugin sends it. */
export function links(value: Json, field: Field, { scope }: WriteContext): Cell | null {
  const sent = isJsonObject(value) ? (value['link_record_ids'] ?? null) : value;
  const recordIds = textsOf(sent) ?? rejectValue(field, value);
  checkCount(recordIds, maxLinks, tooLargeCell);
  checkSingle(field, recordIds, value);
  const rows = linkedTable(scope, field)?.rows;
  if (recordIds.some((recordId) => !rows?.has(recordId))) rejectValue(field, value);
  return recordIds.length === 0 ? null : { kind: 'links', recordIds: distinct(recordIds) };
}

function checkCount(list: readonly string[], max: number, code: number): void {
  if (list.length > max) refuse(code);
}

/** A field that is not `multiple` takes one entry. */
function checkSingle(field: Field, list: readonly string[], value: Json): void {
  if (field.property?.multiple === false && list.length > 1) rejectValue(field, value);
}

function textsOf(value: Json): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}

/** The `key` of each object of a list; undefined where one lacks it, or has more than `maxKeys` keys. */
function entriesOf(
  value: Json,
  key: string,
  maxKeys = Number.POSITIVE_INFINITY,
): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return textsOf(value.map((item: Json) => entryOf(item, key, maxKeys)));
}

function entryOf(item: Json, key: string, maxKeys: number): Json {
  return isJsonObject(item) && Object.keys(item).length <= maxKeys ? (item[key] ?? null) : null;
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
