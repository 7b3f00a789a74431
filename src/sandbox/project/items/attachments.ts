import { checkEditor } from '../fields/pairs.js';
import { bodyItem, editableItem, type ItemScope, itemOf, spaceOf } from '../gateway/access.js';
import { recoded, refuse } from '../gateway/refusal.js';
import { BareReply, ProjectFile } from '../gateway/reply.js';
import {
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredText,
  type UploadedFile,
} from '../gateway/request.js';
import { isWireList, isWireObject, type Wire } from '../gateway/wire.js';
import { findField, type ProjectFieldConf } from '../model/fields.js';
import type { ProjectStoredFile, ProjectWorld } from '../model/model.js';

const maxBytes = 100 * 1024 * 1024;
const maxStreamBytes = 20 * 1024 * 1024;
const maxFiles = 50;

/** A space that does not exist has a code of each upload's own. */
const fieldCodes: ReadonlyMap<number, number> = new Map([
  [1000052062, 1000050255],
  [1000052063, 1000050255],
]);
const spaceCodes: ReadonlyMap<number, number> = new Map([
  [1000052062, 30016],
  [1000052063, 30016],
]);

/** Files in attachment fields, and files that texts refer to. */
export const attachmentHandlers = {
  project_attachments_upload_to_field: (request, world) => {
    const scope = recoded(fieldCodes, () => editableItem(request, world));
    const field = fileField(request, scope);
    const { userKey } = request.identity;
    checkEditor(field, { scope, userKey, world });
    const listed = filesIn(field, scope);
    if (listed.length >= maxFiles) refuse(20006, `Invalid Param, ${field.key} limit ${maxFiles}`);
    const owner = { itemId: scope.item.id, fieldKey: field.key };
    const file = keep(uploadedFile(request, 1000050190), owner, request, world);
    scope.item.values.set(field.key, [...listed, fileValue(file, request)]);
    return {};
  },

  project_attachments_upload_to_space: (request, world) => {
    recoded(spaceCodes, () => spaceOf(request, world));
    const owner = { itemId: undefined, fieldKey: undefined };
    const file = keep(uploadedFile(request, 20040), owner, request, world);
    return { data: fileUrl(file, request) };
  },

  project_attachments_upload_stream: (request, world) => {
    spaceOf(request, world);
    const uploaded = uploadedFile(request, 20040);
    if (uploaded.bytes.length >= maxStreamBytes) refuse(20024);
    const file = keep(uploaded, { itemId: undefined, fieldKey: undefined }, request, world);
    return new BareReply({ code: 0, message: 'success', data: { file_token: file.uuid } });
  },

  project_attachments_download_by_uuid: (request, world) => {
    const { item } = itemOf(request, world);
    const file = world.files.get(requiredText(request.body, 'uuid'));
    return file?.itemId === item.id ? asFile(file) : refuse(30019);
  },

  // "未绑定的文件不能下载": a file that nothing refers to cannot be had.
  project_attachments_download_by_token: (request, world) => {
    spaceOf(request, world);
    const file = world.files.get(request.path['file_token'] ?? '');
    return file?.itemId === undefined ? refuse(30019) : asFile(file);
  },

  project_attachments_delete: (request, world) => {
    const scope = bodyItem(request, world);
    const { body } = request;
    const names = [bodyText(body, 'field_key'), bodyText(body, 'field_alias')].filter(Boolean);
    if (names.length !== 1) refuse(20006, 'Invalid Param, either field_key or field_alias');
    const field = fileField(request, scope);
    const uuids = bodyTexts(body, 'uuids') ?? refuseMissing('uuids');
    const listed = filesIn(field, scope);
    const known = listed.map(uuidOf);
    if (!uuids.every((uuid) => known.includes(uuid))) refuse(30019);
    const kept = listed.filter((file) => !uuids.includes(uuidOf(file)));
    scope.item.values.set(field.key, kept);
    for (const uuid of uuids) world.files.delete(uuid);
    return { data: {} };
  },
} satisfies ProjectHandlerGroup;

function fileField({ body }: ProjectRequest, { type }: ItemScope): ProjectFieldConf {
  const name = bodyText(body, 'field_key') || bodyText(body, 'field_alias') || refuse(20025);
  const field = findField(type.fields, name) ?? refuse(30009);
  return field.type === 'multi_file' ? field : refuse(20070);
}

function uploadedFile({ file }: ProjectRequest, missingCode: number): UploadedFile {
  if (file === undefined) return refuse(missingCode);
  return file.bytes.length > maxBytes ? refuse(1000050174) : file;
}

function keep(
  file: UploadedFile,
  owner: Pick<ProjectStoredFile, 'itemId' | 'fieldKey'>,
  { identity }: ProjectRequest,
  world: ProjectWorld,
): ProjectStoredFile {
  const uuid = world.ids.newUuid();
  const uploadedAt = world.clock.now();
  const stored = { ...file, ...owner, uuid, uploadedAt, uploader: identity.userKey };
  world.files.set(uuid, stored);
  return stored;
}

function filesIn({ key }: ProjectFieldConf, { item }: ItemScope): readonly Wire[] {
  const value = item.values.get(key);
  return isWireList(value) ? value : [];
}

function uuidOf(file: Wire): string {
  return isWireObject(file) ? String(file['uid']) : '';
}

/** How an attachment field lists a file. */
function fileValue(file: ProjectStoredFile, request: ProjectRequest): Wire {
  return {
    name: file.name,
    type: file.mediaType,
    size: file.bytes.length,
    uid: file.uuid,
    uuid: file.uuid,
    url: fileUrl(file, request),
  };
}

function fileUrl({ uuid }: ProjectStoredFile, { origin, path }: ProjectRequest): string {
  return `${origin}/open_api/${path['project_key']}/file/stream/download/${uuid}`;
}

function asFile({ name, mediaType, bytes }: ProjectStoredFile): ProjectFile {
  return new ProjectFile(name, mediaType, bytes);
}
