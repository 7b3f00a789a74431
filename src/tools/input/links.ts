import { InputError } from '../../core/errors.js';
import { isVendorHost, type LinkHosts } from './link-hosts.js';

/** What a link of Feishu or Lark leads to, as far as the link alone tells. */
export interface Link {
  readonly kind: LinkKind;
  /** Of what the path names: a base, a document, a page of a wiki, a share, a work item. */
  readonly token: string;
  readonly tableId: string | undefined;
  readonly viewId: string | undefined;
  readonly recordId: string | undefined;
  /** A block of the base that is no table: a dashboard, a workflow, a document. */
  readonly blockId: string | undefined;
  /** Of a work item of Feishu Project: the space's key or simple name. */
  readonly space: string | undefined;
  readonly workItemType: string | undefined;
  /** Its parameters for a table, view or record that hold no such id, as written: `table=任务`. */
  readonly unread: readonly string[];
}

/** Paths by kind; the first that fits decides, whatever follows it. */
const templates = [
  ['form_share', '/share/base/form/:token'],
  ['view_share', '/share/base/view/:token'],
  ['dashboard_share', '/share/base/dashboard/:token'],
  ['base_share', '/share/base/:token(shr\\w+)'],
  ['record_share', '/record/:token'],
  ['base_workspace', '/base/workspace/:token'],
  ['add_record', '/base/add/:token'],
  ['base', '/base/:token'],
  ['base_app', '/app/:token'],
  ['wiki_space', '/wiki/space/:token'],
  ['wiki_space', '/wiki/settings/:token'],
  ['wiki', '/wiki/:token'],
  ['docx', '/docx/:token'],
  ['docs', '/docs/:token'],
  ['sheets', '/sheets/:token'],
  ['mindnotes', '/mindnotes/:token'],
  ['slides', '/slides/:token'],
  ['minutes', '/minutes/:token'],
  ['file', '/file/:token'],
  ['folder', '/drive/folder/:token'],
  ['project_work_item', '/:space/:type/detail/:token(\\d+)'],
] as const;

export type LinkKind = (typeof templates)[number][0];

const paths = templates.map(([kind, template]) => [kind, formOf(template)] as const);

function formOf(template: string): RegExp {
  const parts = template.replaceAll(
    /:(\w+)(?:\((.+)\))?/g,
    (_, name, form = '[\\w-]{1,100}') => `(?<${name}>${form})`,
  );
  return new RegExp(`^${parts}(?=/|$)`);
}

/** Where a text that may be a link stands, and whose links are read. */
export interface LinkPosition {
  readonly path: string;
  readonly hosts: LinkHosts;
}

/** Reads a link; undefined for what is none, or leads elsewhere. Refuses those of foreign hosts. Nothing is ever sent to a link's host. */
export function readLink(text: string, position: LinkPosition): Link | undefined {
  const url = readAddress(text, position);
  return url === undefined ? undefined : linkAt(url);
}

/** Reads the address in a text; undefined where there is none. Refuses those of foreign hosts. */
export function readAddress(text: string, { path, hosts }: LinkPosition): URL | undefined {
  const url = text.length > maxLink ? undefined : addressIn(text);
  if (url === undefined) {
    return undefined;
  }
  if (hasUser(url)) {
    throw new InputError([{ path, problem: forged, allowed: hosts.allowed }]);
  }
  if (!hosts.accepts(url)) {
    const problem = `is a link to ${url.host}, which is not a known host of Feishu, Lark or Meegle`;
    throw new InputError([{ path, problem, allowed: hosts.allowed }]);
  }
  return url;
}

/** Longer than any link; what is longer is refused for its length. */
const maxLink = 2_000;

const forged = 'has a user name before its host, as forged links do';

/** Tells why `readLink` makes nothing of a text. */
export function whyNoLink(text: string): string {
  return addressIn(text) === undefined ? 'is no link' : 'is a link to nothing that is known here';
}

function linkAt({ pathname, searchParams, hash }: URL): Link | undefined {
  for (const [kind, form] of paths) {
    const { token, space, type } = form.exec(pathname)?.groups ?? {};
    if (token !== undefined) {
      return { kind, token, space, workItemType: type, ...placesIn(searchParams, hash) };
    }
  }
  return undefined;
}

/** The link in a text: as it is, in angle brackets, or in Markdown; also without its scheme, as browsers show it. */
function addressIn(text: string): URL | undefined {
  const bare = text.trim().replace(/^<(.*)>$|^\[.*\]\((.*)\)$/s, '$1$2');
  const address = isVendorAddress(bare) ? `https://${bare}` : bare;
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? new URL(address) : undefined;
}

/** The beginning of an address without its scheme, as browsers show it. */
function isVendorAddress(text: string): boolean {
  const [, host] = /^([\w.-]{1,253})\//.exec(text) ?? [];
  return host !== undefined && isVendorHost(host);
}

/** `https://open.feishu.cn@example.com/` leads to example.com. */
function hasUser({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

type Places = Pick<Link, 'tableId' | 'viewId' | 'recordId' | 'blockId' | 'unread'>;

/** `table` may also name a dashboard (`blk`), a workflow (`wkf`) or another block (`ldx`, `bfl`): only `tbl` is a table. */
function placesIn(search: URLSearchParams, hash: string): Places {
  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  const textOf = (name: string) => search.get(name) ?? fragment.get(name) ?? '';
  const given = (name: string, form: RegExp) => {
    const value = textOf(name);
    return form.test(value) ? value : undefined;
  };
  const isUnread = ([name, form]: readonly [string, RegExp]) =>
    textOf(name) !== '' && given(name, form) === undefined;
  return {
    tableId: given('table', /^tbl\w+$/),
    viewId: given('view', /^vew\w+$/),
    recordId: given('record', /^rec\w+$/),
    blockId: given('table', /^(blk|wkf|ldx|bfl)\w+$/),
    unread: ids.filter(isUnread).map(([name]) => `${name}=${textOf(name)}`),
  };
}

const ids = [
  ['table', /^(tbl|blk|wkf|ldx|bfl)\w+$/],
  ['view', /^vew\w+$/],
  ['record', /^rec\w+$/],
] as const;
