import { addBase } from '../../feishu/bitable/bases/base-store.js';
import type { Base } from '../../feishu/bitable/model.js';
import { addTable } from '../../feishu/bitable/tables/table-store.js';
import type { Person } from '../../feishu/directory.js';
import type { DocxBlock, DocxDocument, World } from '../../feishu/world.js';

/** Tokens of the documents around the sample base. */
export interface SampleDocuments {
  /** The wiki page that is the sample base. */
  readonly wikiNode: string;
  /** A document with a base inside, which is the page above in the wiki. */
  readonly docx: string;
  /** A spreadsheet of which one sheet is a base. */
  readonly sheet: string;
  /** The folder in which the sample base lies, beside the document. */
  readonly folder: string;
}

/** Links as a person would copy them. */
export interface SampleLinks {
  /** The page of the sample base in a wiki. */
  readonly wiki: string;
  readonly docx: string;
  readonly sheet: string;
  /** The folder in which the sample base lies. */
  readonly folder: string;
}

export function sampleLinks(
  url: string,
  { wikiNode, docx, sheet, folder }: SampleDocuments,
): SampleLinks {
  return {
    wiki: `${url}/wiki/${wikiNode}`,
    docx: `${url}/docx/${docx}`,
    sheet: `${url}/sheets/${sheet}`,
    folder: `${url}/drive/folder/${folder}`,
  };
}

const spaceId = '7120465392174022675';

/** Adds what links can lead to besides a base: pages of a wiki, a document, a spreadsheet. */
export function addSampleDocuments(world: World, base: Base, owner: Person): SampleDocuments {
  const folder = addFolder(world, owner, '项目资料', '');
  const archive = addFolder(world, owner, '归档', folder);
  base.folderToken = folder;
  const docx = addDocument(world, owner, folder);
  const sheet = addSpreadsheet(world, owner);
  world.wiki.spaces.set(spaceId, {
    spaceId,
    name: '项目知识库',
    description: '项目的会议、表格和模板',
    ownerId: owner.open_id,
  });
  const page = addNode(world, '', docx, 'docx');
  const wikiNode = addNode(world, page, base.appToken, 'bitable');
  addNode(world, '', addPlainDocument(world, owner, archive), 'docx');
  return { wikiNode, docx, sheet, folder };
}

function addFolder(
  { bitable, drive }: World,
  owner: Person,
  name: string,
  folderToken: string,
): string {
  const token = bitable.ids.newFolderToken();
  const createdTime = bitable.clock.now();
  drive.folders.set(token, { token, name, folderToken, ownerId: owner.open_id, createdTime });
  return token;
}

function addPlainDocument(world: World, owner: Person, folderToken: string): string {
  const documentId = world.bitable.ids.newDocumentToken();
  const title = '项目立项书';
  const page: DocxBlock = { block_id: documentId, block_type: 1, parent_id: '', page: text(title) };
  putDocument(world, owner, { documentId, title, folderToken, revision: 1, blocks: [page] });
  return documentId;
}

function putDocument(
  { bitable, docx }: World,
  owner: Person,
  document: Omit<DocxDocument, 'ownerId' | 'createdTime'>,
): void {
  const createdTime = bitable.clock.now();
  docx.set(document.documentId, { ...document, ownerId: owner.open_id, createdTime });
}

function addDocument(world: World, owner: Person, folderToken: string): string {
  const { ids } = world.bitable;
  const documentId = ids.newDocumentToken();
  const child = (block_type: number, content: object): DocxBlock => ({
    block_id: ids.newDocumentToken(),
    block_type,
    parent_id: documentId,
    ...content,
  });
  const children = [
    child(3, { heading1: text('本周例会') }),
    child(2, { text: text('会后要做的事记在下面的表里。') }),
    child(18, { bitable: { token: addEmbeddedBase(world, owner, '会议行动项'), view_type: 1 } }),
  ];
  const title = '项目周会纪要';
  const page: DocxBlock = {
    block_id: documentId,
    block_type: 1,
    parent_id: '',
    children: children.map(({ block_id }) => block_id),
    page: text(title),
  };
  const blocks = [page, ...children];
  putDocument(world, owner, { documentId, title, folderToken, revision: 4, blocks });
  return documentId;
}

function text(content: string) {
  return { elements: [{ text_run: { content, text_element_style: {} } }], style: {} };
}

function addSpreadsheet(world: World, owner: Person): string {
  const token = world.bitable.ids.newDocumentToken();
  const grid = { sheetId: '3dbb34', title: '预算', rowCount: 200, columnCount: 20 };
  const bitableToken = addEmbeddedBase(world, owner, '付款计划');
  const embedded = { sheetId: 'Q7PlXT', title: '付款计划', rowCount: 0, columnCount: 0 };
  const sheets = [grid, { ...embedded, bitableToken }];
  const title = '项目预算';
  const placed = {
    ownerId: owner.open_id,
    folderToken: '',
    createdTime: world.bitable.clock.now(),
  };
  world.sheets.set(token, { token, title, revision: 12, sheets, ...placed });
  return token;
}

/** A base that has no link of its own (guide A02): gives `<app_token>_<table_id>`. */
function addEmbeddedBase({ bitable }: World, owner: Person, name: string): string {
  const asked = { name, folderToken: '', timeZone: '', ownerId: owner.open_id };
  const base = addBase(bitable, asked);
  base.isEmbedded = true;
  const { tableId } = addTable(bitable, base, { name });
  return `${base.appToken}_${tableId}`;
}

function addNode(
  { bitable, wiki }: World,
  parentToken: string,
  objToken: string,
  objKind: 'bitable' | 'docx',
): string {
  const nodeToken = bitable.ids.newDocumentToken();
  const createdTime = bitable.clock.now();
  wiki.nodes.set(nodeToken, { nodeToken, spaceId, parentToken, objToken, objKind, createdTime });
  return nodeToken;
}
