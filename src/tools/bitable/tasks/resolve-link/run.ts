import { InputError } from '../../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { fitting } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import { Attempts } from '../../../context/attempts.js';
import { inParallel } from '../../../context/parallel.js';
import { callEndpoint, listAll, type ToolContext } from '../../../context/tool-context.js';
import { type Link, type LinkKind, readLink, whyNoLink } from '../../../input/links.js';
import { wikiNode } from '../../read/base-link.js';
import type { ResolveArgs } from './args.js';
import { type NameSearch, placeFacts, tables } from './base-facts.js';

export async function run({ url }: ResolveArgs, context: ToolContext): Promise<Outcome> {
  const link = readLink(url, { path: 'url', hosts: context.linkHosts });
  if (link === undefined) {
    throw new InputError([{ path: 'url', problem: whyNoLink(url), allowed: knownLinks }]);
  }
  if (link.unread.length > 0) {
    const texts = link.unread.map((text) => JSON.stringify(text.slice(0, maxUnread))).join(', ');
    context.note(
      `the link has ${texts}, which is no id and was passed over; bitable_describe_base lists the tables of a base, and table_id takes names`,
    );
  }
  const attempts = new Attempts();
  const facts = await linkFacts({ context, attempts }, link);
  return { facts, notes: [...adviceOn(facts), ...attempts.notes()] };
}

/** Characters of a parameter. */
const maxUnread = 100;

const knownLinks =
  'https://….feishu.cn, larksuite.com or larkoffice.com with /base/, /wiki/, /docx/, /sheets/, /drive/folder/ and the like';

type Resolve = (search: NameSearch, link: Link) => Promise<JsonObject>;

/** Links of which more can be said than they say themselves, or under other names. */
const resolvers: Partial<Record<LinkKind, Resolve>> = {
  base: (search, link) => placeFacts(search, link.token, link),
  wiki: wikiFacts,
  docx: (search, { token }) => docxFacts(search, token),
  sheets: (search, { token }) => sheetsFacts(search, token),
  project_work_item: async (_, { kind, token, space = '', workItemType = '' }) => ({
    kind,
    project_key: space,
    work_item_type_key: workItemType,
    work_item_id: token,
  }),
};

async function linkFacts(search: NameSearch, link: Link): Promise<JsonObject> {
  const { kind, token } = link;
  return resolvers[kind]?.(search, link) ?? { kind, token };
}

/** What wikis call the documents that links call otherwise. */
const kindsInWikis: ReadonlyMap<unknown, LinkKind> = new Map([
  ['bitable', 'base'],
  ['docx', 'docx'],
  ['sheet', 'sheets'],
  ['doc', 'docs'],
  ['mindnote', 'mindnotes'],
]);

/** A page of a wiki is what it holds. */
async function wikiFacts(search: NameSearch, link: Link): Promise<JsonObject> {
  const { title, obj_type: type, obj_token } = await wikiNode(search.context, link.token);
  const token = String(obj_token ?? '');
  const kind = kindsInWikis.get(type);
  const held = kind && (await linkFacts(search, { ...link, kind, token }));
  return {
    ...(held ?? { kind: String(type), token }),
    node_token: link.token,
    ...(title && { title }),
  };
}

const noShare = 'the link names no base, and no call finds it: ask for the link of the base itself';

const noForm = `${noShare}; of a base that is known, bitable_forms_get tells the shared_url of each form`;

/** What to do about links that lead to no base by themselves, by their kind. */
const advices: ReadonlyMap<unknown, string> = new Map([
  ['form_share', noForm],
  ['view_share', noShare],
  ['dashboard_share', noShare],
  ['base_share', noForm],
  [
    'record_share',
    `${noShare}; of a table that is known, bitable_records_batch_get with with_shared_url tells the link of each record`,
  ],
  ['add_record', noShare],
  [
    'base_workspace',
    'a workspace holds several bases, and no call lists them: ask for one of them',
  ],
  ['base_app', 'an app made of a base has a token of its own: ask for the link of the base itself'],
  ['wiki_space', 'this is a whole wiki space: ask for the link of a page'],
  ['docs', 'no call finds bases in documents of the old kind'],
  ['folder', 'bitable_apps_create and bitable_apps_copy take token as folder_token'],
  ['project_work_item', 'of Feishu Project; project_key may be the simple name of the space'],
]);

function adviceOn({ kind }: JsonObject): readonly string[] {
  const advice = advices.get(kind);
  return advice === undefined ? [] : [advice];
}

/** Bases whose tables are read at a time. */
const width = 4;
/** Tokens of an answer. */
const maxBaseTokens = 17_500;

/** Bases within a document (guide A02): its blocks name them as `<app_token>_<table_id>`. */
async function docxFacts(search: NameSearch, token: string): Promise<JsonObject> {
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
async function sheetsFacts(search: NameSearch, token: string): Promise<JsonObject> {
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
  const shown = fitting(named, maxBaseTokens);
  if (shown.length < named.length) {
    context.note(`bases holds the first ${shown.length} of ${named.length}`);
  }
  return { ...document, bases: shown };
}
