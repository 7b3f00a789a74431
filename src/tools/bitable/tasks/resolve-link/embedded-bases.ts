import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { fitting } from '../../../answer/budget.js';
import { listAll } from '../../../context/listing.js';
import { inParallel } from '../../../context/parallel.js';
import { callEndpoint } from '../../../context/tool-context.js';
import { type NameSearch, tables } from './name-search.js';

/** Bases whose tables are read at a time. */
const width = 4;
/** Of an answer. */
const maxBaseCharacters = 35_000;

/** Bases within a document (guide A02): its blocks name them as `<app_token>_<table_id>`. */
export async function docxFacts(search: NameSearch, token: string): Promise<JsonObject> {
  const blocks = await listAll(search.context, 'docx_blocks_list', { document_id: token });
  const bases = blocks.flatMap(({ bitable }) =>
    isJsonObject(bitable) ? embeddedBase(bitable['token']) : [],
  );
  const title = titleOf(blocks);
  return documentFacts(search, { kind: 'docx', token, ...(title && { title }) }, bases);
}

/** The text of the block that stands for the document itself. */
function titleOf(blocks: readonly JsonObject[]): string {
  const page = blocks.map((block) => block['page']).find(isJsonObject);
  const elements = Array.isArray(page?.['elements']) ? page['elements'].filter(isJsonObject) : [];
  const runs = elements.map((element) => element['text_run']).filter(isJsonObject);
  return runs.map(({ content }) => String(content ?? '')).join('');
}

/** Bases within a spreadsheet: each fills a sheet. */
export async function sheetsFacts(search: NameSearch, token: string): Promise<JsonObject> {
  const args = { spreadsheet_token: token };
  const { properties, sheets } = await callEndpoint(search.context, 'sheets_metainfo_get', args);
  const list = Array.isArray(sheets) ? sheets.filter(isJsonObject) : [];
  const bases = list.flatMap(({ title: sheet = '', blockInfo: block }) =>
    isJsonObject(block) && block['blockType'] === 'BITABLE_BLOCK'
      ? embeddedBase(block['blockToken']).map((base) => ({ ...base, sheet }))
      : [],
  );
  const title = isJsonObject(properties) ? properties['title'] : undefined;
  return documentFacts(search, { kind: 'sheets', token, ...(title && { title }) }, bases);
}

interface EmbeddedBase extends JsonObject {
  readonly app_token: string;
  readonly table_id: string;
}

function embeddedBase(token: Json | undefined): readonly EmbeddedBase[] {
  const [, app_token, table_id] = /^(\w+?)_(tbl\w+)$/.exec(String(token)) ?? [];
  return app_token === undefined || table_id === undefined ? [] : [{ app_token, table_id }];
}

async function documentFacts(
  { context, attempts }: NameSearch,
  document: JsonObject,
  bases: readonly EmbeddedBase[],
): Promise<JsonObject> {
  if (bases.length === 0) {
    context.note('no base is embedded in it');
  }
  const tokens = [...new Set(bases.map(({ app_token }) => app_token))];
  const listings = await inParallel(tokens, width, (app_token) =>
    attempts.look(`tables of ${app_token}`, listAll(context, tables.list, { app_token })),
  );
  const items = listings.flatMap((listing) => listing ?? []);
  const names = new Map(items.map((item) => [item[tables.id], item[tables.name]]));
  const named = bases.map((base) => {
    const name = names.get(base.table_id);
    return { ...base, ...(name && { table_name: name }) };
  });
  const shown = fitting(named, maxBaseCharacters);
  if (shown.length < named.length) {
    context.note(`bases holds the first ${shown.length} of ${named.length}`);
  }
  return { ...document, bases: shown };
}
