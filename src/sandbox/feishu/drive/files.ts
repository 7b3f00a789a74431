import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import { oneOf, queryText, requiredQuery } from '../parameters.js';
import { refuse } from '../refusal.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { World } from '../world.js';
import { type DriveDocument, findDocument, removeDocument } from './documents.js';
import { folderHandlers } from './folders.js';
import { reaches, rightTo } from './rights.js';

const fileKinds = ['doc', 'docx', 'sheet', 'bitable', 'file', 'folder', 'slides'] as const;

export const fileHandlers = {
  ...folderHandlers,

  drive_files_subscribe: (request, world) => {
    subscribersOf(watchedDocument(request, world), world).add(request.identity.openId);
    return {};
  },

  drive_files_get_subscribe: (request, world) => {
    const subscribers = subscribersOf(watchedDocument(request, world), world);
    return { is_subscribe: subscribers.has(request.identity.openId) };
  },

  drive_files_delete_subscribe: (request, world) => {
    const subscribers = subscribersOf(watchedDocument(request, world), world);
    if (!subscribers.delete(request.identity.openId)) refuse(1069605);
    return {};
  },

  drive_files_delete: (request, world) => {
    const { path, query, identity } = request;
    const kinds = [...fileKinds, 'mindnote', 'shortcut'];
    const kind = oneOf('type', requiredQuery(query, 'type'), kinds);
    const token = path['file_token'] ?? '';
    if (world.drive.deleted.has(token)) refuse(1061007);
    const document = findDocument(token, world) ?? refuse(1061003);
    if (document.kind !== kind) refuse(1061002);
    if (!reaches(rightTo(document, identity, world), 'full_access')) refuse(1061004);
    removeDocument(document, world);
    // A folder is deleted by a task, which is done at once here.
    return document.kind === 'folder' ? { task_id: world.bitable.ids.newUploadId() } : {};
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `drive_files_${string}`>>;

/** Only the owner and who manages a document may have its events. */
function watchedDocument(request: SandboxRequest, world: World): DriveDocument {
  const { path, query, identity } = request;
  const kind = oneOf('file_type', requiredQuery(query, 'file_type'), fileKinds);
  // "Leave it empty unless file_type is folder."
  if (queryText(query, 'event_type') !== undefined && kind !== 'folder') refuse(1069602);
  const document = findDocument(path['file_token'] ?? '', world) ?? refuse(1069604);
  if (document.kind !== kind) refuse(1069602);
  if (!reaches(rightTo(document, identity, world), 'full_access')) refuse(1069603);
  return document;
}

function subscribersOf({ token }: DriveDocument, { drive }: World): Set<string> {
  const subscribers = drive.subscribers.get(token) ?? new Set();
  drive.subscribers.set(token, subscribers);
  return subscribers;
}
