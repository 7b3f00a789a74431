import type { JsonObject } from '../../../core/json.js';
import type { PersonIdType } from '../directory.js';
import { type PageRule, page } from '../paging.js';
import { oneOf, queryText, queryUserIdType, requiredText } from '../parameters.js';
import { refuse } from '../refusal.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { World } from '../world.js';
import { allDocuments, type DriveDocument, findDocument } from './documents.js';
import { type Right, reaches, rightTo } from './rights.js';

/** Stands for the root, which is a folder as well. */
const rootToken = 'nodcnSandboxRoot00000000000';

export const folderHandlers = {
  drive_files_list: (request, world) => {
    const idType = queryUserIdType(request.query);
    const token = askedFolder(
      queryText(request.query, 'folder_token') ?? '',
      'view',
      request,
      world,
    );
    const documents = inOrder(documentsIn(token, request, world), request.query);
    const rule: PageRule = {
      listing: `files of ${token}`,
      // "The root is listed whole."
      maxSize: token === '' ? Math.max(200, documents.length) : 200,
      defaultSize: token === '' ? Math.max(200, documents.length) : 100,
      invalidToken: 1061002,
      tokens: 'opaque',
      bitable: world.bitable,
    };
    const { items, has_more, page_token } = page(documents, request.query, rule, tokenOf);
    const files = items.map((document) => fileReply(document, idType, request, world));
    return { files, has_more, ...(page_token !== undefined && { next_page_token: page_token }) };
  },

  drive_files_create_folder: (request, world) => {
    const name = requiredText(request.body, 'name');
    const parent = request.body['folder_token'];
    if (typeof parent !== 'string') refuse(1061002);
    if (name.trim() === '' || Buffer.byteLength(name) > longestName) refuse(1061002);
    const folderToken = askedFolder(String(parent), 'edit', request, world);
    const siblings = allDocuments(world).filter((each) => each.folderToken === folderToken);
    if (siblings.length >= mostSiblings) refuse(1062507);
    const { ids, clock } = world.bitable;
    const token = ids.newFolderToken();
    const { openId: ownerId } = request.identity;
    world.drive.folders.set(token, { token, name, folderToken, ownerId, createdTime: clock.now() });
    return { token, url: urlOf({ token, kind: 'folder' }, request) };
  },
} satisfies Partial<Handlers>;

const longestName = 256;
const mostSiblings = 1_500;

/** Tells whether a token of a folder is the root's. */
export function isRoot(token: string): boolean {
  return token === '' || token === rootToken;
}

function tokenOf({ token }: DriveDocument): string {
  return token;
}

/** The token by which documents name their folder: empty for the root. */
function askedFolder(token: string, least: Right, request: SandboxRequest, world: World): string {
  if (isRoot(token)) return '';
  if (world.drive.deleted.has(token)) refuse(1061007);
  const folder = findDocument(token, world) ?? refuse(1061003);
  if (folder.kind !== 'folder') refuse(1061002);
  return reaches(rightTo(folder, request.identity, world), least) ? token : refuse(1061004);
}

/** What lies in a folder and may be seen; in the root only what is the caller's, unless all is open to all. */
function documentsIn(folder: string, { identity }: SandboxRequest, world: World): DriveDocument[] {
  const isOpen = world.bitable.options.sharing === 'open';
  const inWiki = new Set([...world.wiki.nodes.values()].map(({ objToken }) => objToken));
  return allDocuments(world).filter((document) => {
    if (document.folderToken !== folder || document.isHidden) return false;
    if (folder === '' && inWiki.has(document.token)) return false;
    return folder === '' && !isOpen
      ? document.owned.ownerId === identity.openId
      : reaches(rightTo(document, identity, world), 'view');
  });
}

function inOrder(documents: readonly DriveDocument[], query: URLSearchParams): DriveDocument[] {
  const by = oneOf('order_by', queryText(query, 'order_by') ?? 'EditedTime', orders);
  const direction = oneOf('direction', queryText(query, 'direction') ?? 'DESC', directions);
  const timed = documents.map((document) => ({
    document,
    time: by === 'CreatedTime' ? document.createdTime : document.modifiedTime(),
  }));
  const sorted = timed.sort((a, b) => a.time - b.time).map(({ document }) => document);
  return direction === 'ASC' ? sorted : sorted.reverse();
}

const orders = ['EditedTime', 'CreatedTime'] as const;
const directions = ['ASC', 'DESC'] as const;

function fileReply(
  document: DriveDocument,
  idType: PersonIdType,
  request: SandboxRequest,
  { bitable }: World,
): JsonObject {
  const { token, title, kind, folderToken, createdTime, owned } = document;
  return {
    token,
    name: title,
    type: kind,
    parent_token: folderToken || rootToken,
    url: urlOf(document, request),
    created_time: secondsOf(createdTime),
    modified_time: secondsOf(document.modifiedTime()),
    owner_id: bitable.directory.person(owned.ownerId, 'open_id')?.[idType] ?? '',
  };
}

const paths = { bitable: 'base', docx: 'docx', sheet: 'sheets', folder: 'drive/folder' } as const;

/** The link of a document, as a person would copy it. */
export function urlOf(
  { token, kind }: Pick<DriveDocument, 'token' | 'kind'>,
  { origin }: SandboxRequest,
): string {
  return `${origin}/${paths[kind]}/${token}`;
}

/** Unix seconds, as text. */
export function secondsOf(ms: number): string {
  return String(Math.floor(ms / 1_000));
}
