import type { JsonObject } from '../../core/json.js';
import type { FeishuEndpointName } from '../../endpoints/catalogue.js';
import { findDocument } from './drive/documents.js';
import { documentKinds } from './drive/model.js';
import { reaches, rightTo } from './drive/rights.js';
import { type PageRule, page } from './paging.js';
import { queryInteger, queryUserIdType } from './parameters.js';
import { refuse } from './refusal.js';
import type { Handlers, SandboxRequest } from './request.js';
import type { DocxDocument, Sheet, Spreadsheet, WikiNode, World } from './world.js';

const largestPage = 500;

export const docxBlockHandlers = {
  docx_blocks_list: (request, world) => {
    queryUserIdType(request.query);
    const { documentId, revision, blocks } = readableDocument(request, world);
    const asked = queryInteger(request.query, 'document_revision_id') ?? -1;
    if (asked < -1 || asked === 0 || asked > revision) refuse(1770001);
    const rule: PageRule = {
      listing: `blocks of ${documentId}`,
      maxSize: largestPage,
      defaultSize: largestPage,
      invalidToken: 1770022,
      tokens: 'opaque',
      bitable: world.bitable,
    };
    const { total: _, ...found } = page(blocks, request.query, rule, ({ block_id }) => block_id);
    return found;
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `docx_blocks_${string}`>>;

function readableDocument({ path, identity }: SandboxRequest, world: World): DocxDocument {
  const id = path['document_id'] ?? '';
  if (world.drive.deleted.has(id)) refuse(1770003);
  const document = world.docx.get(id) ?? refuse(1770002);
  const inDrive = findDocument(id, world);
  const mayRead = inDrive && reaches(rightTo(inDrive, identity, world), 'view');
  return mayRead ? document : refuse(1770032);
}

export const metainfoHandlers = {
  sheets_metainfo_get: (request, world) => {
    const spreadsheet = readableSpreadsheet(request, world);
    const { token, title, revision, sheets } = spreadsheet;
    return {
      spreadsheetToken: token,
      properties: {
        title,
        ...ownerReply(spreadsheet, request, world),
        sheetCount: sheets.length,
        revision,
      },
      sheets: sheets.map(sheetReply),
    };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `sheets_metainfo_${string}`>>;

/** The v2 calls of spreadsheets are refused by the document layer. */
function readableSpreadsheet({ path, identity }: SandboxRequest, world: World): Spreadsheet {
  const token = path['spreadsheet_token'] ?? '';
  if (world.drive.deleted.has(token)) refuse(1310249);
  const spreadsheet = world.sheets.get(token) ?? refuse(91402);
  const inDrive = findDocument(token, world);
  const mayRead = inDrive && reaches(rightTo(inDrive, identity, world), 'view');
  return mayRead ? spreadsheet : refuse(91403);
}

/** A number of the old kind unless the call asks for ids. */
function ownerReply(
  { ownerId }: Spreadsheet,
  { query }: SandboxRequest,
  { bitable }: World,
): JsonObject {
  const type = query.get('user_id_type');
  if (!type) return { ownerUser: 0 };
  const owner = bitable.directory.person(ownerId, 'open_id');
  return { ownerUserID: type === 'union_id' ? owner?.union_id : ownerId };
}

function sheetReply(sheet: Sheet, index: number): JsonObject {
  const { sheetId, title, rowCount, columnCount, bitableToken } = sheet;
  return {
    sheetId,
    title,
    index,
    rowCount,
    columnCount,
    frozenRowCount: 0,
    frozenColCount: 0,
    ...(bitableToken !== undefined && {
      blockInfo: { blockToken: bitableToken, blockType: 'BITABLE_BLOCK' },
    }),
  };
}

const objTypes: ReadonlySet<string> = new Set([
  ...documentKinds,
  'wiki',
  'doc',
  'mindnote',
  'file',
  'slides',
]);

export const wikiNodeHandlers = {
  wiki_nodes_get: (request, world) => {
    const node = askedNode(request, world);
    const document =
      findDocument(node.objToken, world) ?? refuse(131005, 'not found: document not found');
    if (!reaches(rightTo(document, request.identity, world), 'view')) {
      refuse(131006, 'permission denied: node permission denied');
    }
    const { title, owned } = document;
    const people = { creator: owned.ownerId, owner: owned.ownerId, node_creator: owned.ownerId };
    return { node: { ...nodeReply(node, world), title, ...people } };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `wiki_nodes_${string}`>>;

/** Finds a wiki page by its own token, or by the token and the kind of the document in it. */
function askedNode({ query }: SandboxRequest, { wiki }: World): WikiNode {
  const token = query.get('token') || refuse(131002, 'param err: token is required');
  const type = query.get('obj_type') || 'wiki';
  if (!objTypes.has(type)) refuse(131002, `param err: obj_type ${type}`);
  if (type === 'wiki') return wiki.nodes.get(token) ?? refuse(131005, 'not found: node not found');
  const nodes = [...wiki.nodes.values()];
  const node = nodes.find(({ objToken, objKind }) => objToken === token && objKind === type);
  return node ?? refuse(131005, 'not found: document is not in wiki');
}

function nodeReply(node: WikiNode, { wiki }: World): JsonObject {
  const seconds = String(Math.floor(node.createdTime / 1_000));
  return {
    space_id: node.spaceId,
    node_token: node.nodeToken,
    obj_token: node.objToken,
    obj_type: node.objKind,
    parent_node_token: node.parentToken,
    node_type: 'origin',
    origin_node_token: node.nodeToken,
    origin_space_id: node.spaceId,
    has_child: [...wiki.nodes.values()].some(({ parentToken }) => parentToken === node.nodeToken),
    obj_create_time: seconds,
    obj_edit_time: seconds,
    node_create_time: seconds,
  };
}
