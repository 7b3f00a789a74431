import { addBase } from '../../feishu/bitable/bases/base-store.js';
import type { Base } from '../../feishu/bitable/model.js';
import { addTable } from '../../feishu/bitable/tables/table-store.js';
import type { Person } from '../../feishu/directory.js';
import type { DocxBlock, World } from '../../feishu/world.js';

/** Tokens of the documents around the sample base. */
export interface SampleDocuments {
  /** The wiki page that is the sample base. */
  readonly wikiNode: string;
  /** A document with a base inside, which is the page above in the wiki. */
  readonly docx: string;
  /** A spreadsheet of which one sheet is a base. */
  readonly sheet: string;
}

/** Links as a person would copy them. */
export interface SampleLinks {
  /** The page of the sample base in a wiki. */
  readonly wiki: string;
  readonly docx: string;
  readonly sheet: string;
}

export function sampleLinks(url: string, { wikiNode, docx, sheet }: SampleDocuments): SampleLinks {
  return {
    wiki: `${url}/wiki/${wikiNode}`,
    docx: `${url}/docx/${docx}`,
    sheet: `${url}/sheets/${sheet}`,
  };
}

const spaceId = '7120465392174022675';

/** Adds what links can lead to besides a base: pages of a wiki, a document, a spreadsheet. */
export function addSampleDocuments(world: World, base: Base, owner: Person): SampleDocuments {
  const docx = addDocument(world, owner);
  const sheet = addSpreadsheet(world, owner);
  const page = addNode(world, '', docx, 'docx');
  return { wikiNode: addNode(world, page, base.appToken, 'bitable'), docx, sheet };
}

function addDocument(world: World, owner: Person): string {
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
  world.docx.set(documentId, { documentId, title, ownerId: owner.open_id, revision: 4, blocks });
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
  world.sheets.set(token, { token, title, ownerId: owner.open_id, revision: 12, sheets });
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
