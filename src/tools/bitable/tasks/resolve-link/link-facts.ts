import type { JsonObject } from '../../../../core/json.js';
import type { Link, LinkKind } from '../../../input/links.js';
import { wikiNode } from '../../read/base-link.js';
import { docxFacts, sheetsFacts } from './embedded-bases.js';
import type { NameSearch } from './name-search.js';
import { placeFacts } from './place-facts.js';

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

export async function linkFacts(search: NameSearch, link: Link): Promise<JsonObject> {
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

export function adviceOn({ kind }: JsonObject): readonly string[] {
  const advice = advices.get(kind);
  return advice === undefined ? [] : [advice];
}
