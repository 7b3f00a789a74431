import type { Json, JsonObject } from '../../../../core/json.js';
import type { PersonIdType } from '../../directory.js';
import type { BitableField, Cell, Scope, SelectOption } from '../model.js';

/** What the objects inside cells are shown with, the same in both read encodings (page "Data structure", A03). */
interface ObjectContext {
  readonly scope: Scope;
  readonly userIdType: PersonIdType;
  readonly origin: string;
}

export function personObject(openId: string, { scope, userIdType }: ObjectContext): JsonObject {
  const person = scope.bitable.directory.person(openId, 'open_id');
  return {
    id: person?.[userIdType] ?? openId,
    name: person?.name ?? '',
    en_name: person?.en_name ?? '',
    email: person?.email ?? '',
    avatar_url: person?.avatar_url ?? '',
  };
}

export function groupObject(chatId: string, { scope }: ObjectContext): JsonObject {
  const chat = scope.bitable.directory.chat(chatId);
  return { id: chatId, name: chat?.name ?? '', avatar_url: chat?.avatar_url ?? '' };
}

/** `extra` is what the links carry behind the token. */
export function fileObject(fileToken: string, context: ObjectContext, extra = ''): JsonObject {
  const file = context.scope.bitable.files.get(fileToken);
  const medias = `${context.origin}/open-apis/drive/v1/medias`;
  const search = extra === '' ? '' : `extra=${encodeURIComponent(extra)}`;
  return {
    file_token: fileToken,
    name: file?.name ?? '',
    size: file?.size ?? 0,
    type: file?.type ?? '',
    url: `${medias}/${fileToken}/download${search && `?${search}`}`,
    tmp_url: `${medias}/batch_get_tmp_download_url?file_tokens=${fileToken}${search && `&${search}`}`,
  };
}

export function locationObject({
  location,
  address,
}: Extract<Cell, { kind: 'location' }>): JsonObject {
  return { location, ...address };
}

export function textSegment(text: string): JsonObject {
  return { text, type: 'text' };
}

/** An e-mail address is a link in its rich form. */
export function emailSegment(text: string): JsonObject {
  return { link: `mailto:${text}`, text, type: 'url' };
}

export function optionNames(field: BitableField, optionIds: readonly string[]): string[] {
  return optionIds.map((id) => optionsById(field).get(id) ?? '');
}

const namesOfOptions = new WeakMap<readonly SelectOption[], ReadonlyMap<string, string>>();

/** Names by id, kept as long as the field has this very list of options. */
function optionsById(field: BitableField): ReadonlyMap<string, string> {
  const options = field.property?.options ?? [];
  const known = namesOfOptions.get(options);
  if (known !== undefined && known.size === options.length) return known;
  const names = new Map(options.map(({ id, name }) => [id, name]));
  namesOfOptions.set(options, names);
  return names;
}

/** Texts of the legacy encoding: in segments where the call asks for them. */
export function legacyText(text: string, { textAsArray }: { readonly textAsArray: boolean }): Json {
  return textAsArray ? [textSegment(text)] : text;
}

export function legacyNumber(value: number, { bitable }: Scope): Json {
  return bitable.options.legacyNumbers === 'text' ? String(value) : value;
}
