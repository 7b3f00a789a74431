import type { ZodObject, ZodRawShape } from 'zod';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import { withoutJsonText } from '../../input/json-text.js';
import { type Link, type LinkKind, readLink } from '../../input/links.js';
import { wikiNode } from './base-link.js';

/** What the vendor calls the document that a link leads to. */
const types: Readonly<Partial<Record<LinkKind, string>>> = {
  base: 'bitable',
  base_app: 'bitable',
  docx: 'docx',
  docs: 'doc',
  sheets: 'sheet',
  mindnotes: 'mindnote',
  slides: 'slides',
  minutes: 'minutes',
  file: 'file',
  folder: 'folder',
  wiki: 'wiki',
};

/** Arguments that hold the token of documents of one type. */
const typed: Readonly<Record<string, string>> = {
  document_id: 'docx',
  spreadsheet_token: 'sheet',
  folder_token: 'folder',
  node_token: 'wiki',
  parent_node_token: 'wiki',
};

/** Arguments that hold the token of any document, beside one that says its type. */
const untyped = ['token', 'file_token'] as const;
const typeArguments = ['type', 'file_type', 'obj_type'] as const;

interface DocumentOperation {
  readonly name: string;
  readonly input: ZodObject<ZodRawShape>;
}

/** A link in an argument, and what it leads to. */
interface GivenLink {
  readonly argument: string;
  /** Where it stands in the arguments. */
  readonly path: string;
  readonly link: Link;
  /** The vendor's type; undefined for what is no document. */
  readonly type: string | undefined;
}

/** Puts the token, and the type, of a document in the place of its link. */
export async function readDocumentLinks(
  { name, input: { shape } }: DocumentOperation,
  input: unknown,
  context: ToolContext,
): Promise<unknown> {
  if (!isJsonObject(input)) {
    return input;
  }
  const inLists = 'request_docs' in shape ? await withListedDocuments(name, input, context) : input;
  const inSpace = 'space_id' in shape ? await withSpace(inLists, context) : inLists;
  return withDocuments({ name, shape }, inSpace, context);
}

async function withDocuments(
  { name, shape }: { readonly name: string; readonly shape: ZodRawShape },
  input: JsonObject,
  context: ToolContext,
): Promise<JsonObject> {
  const typeArgument = typeArguments.find((key) => key in shape);
  const known = [...Object.keys(typed), ...(typeArgument === undefined ? [] : untyped)];
  let read = input;
  for (const argument of known.filter((key) => key in shape)) {
    const given = linkIn(input, argument, context);
    if (given !== undefined) {
      const wanted = typed[argument];
      const found =
        wanted === undefined && typeArgument !== undefined
          ? await anyDocument(name, given, [input, typeArgument], context)
          : { [argument]: await tokenOf(given, wanted, context) };
      context.note(`${argument}: the link was read as ${JSON.stringify(found)}`);
      read = { ...read, ...found };
    }
  }
  return read;
}

function linkIn(
  input: JsonObject,
  argument: string,
  context: ToolContext,
  path = argument,
): GivenLink | undefined {
  const text = input[argument];
  const link =
    typeof text === 'string' ? readLink(text, { path, hosts: context.linkHosts }) : undefined;
  return link && { argument, path, link, type: types[link.kind] };
}

/** A list of documents, each given by its token and type, by its link in place of the token, or by its link alone. */
async function withListedDocuments(
  tool: string,
  input: JsonObject,
  context: ToolContext,
): Promise<JsonObject> {
  const { request_docs: given } = input;
  if (given === undefined) {
    return input;
  }
  const written = withoutJsonText(given, 'request_docs', context.note);
  const read: Json[] = [];
  for (const [index, item] of [written].flat().entries()) {
    read.push(await listedDocument(tool, item ?? null, `request_docs[${index}]`, context));
  }
  return { ...input, request_docs: read };
}

async function listedDocument(
  tool: string,
  item: Json,
  path: string,
  context: ToolContext,
): Promise<Json> {
  const given = typeof item === 'string' ? { doc_token: item } : item;
  const link = isJsonObject(given)
    ? linkIn(given, 'doc_token', context, `${path}.doc_token`)
    : undefined;
  if (link === undefined || !isJsonObject(given)) {
    return item;
  }
  const found = await anyDocument(tool, link, [given, 'doc_type'], context);
  context.note(`${path}: the link was read as ${JSON.stringify(found)}`);
  return { ...given, ...found };
}

/** A link of a wiki space, or of a page in it, in place of its id. */
async function withSpace(input: JsonObject, context: ToolContext): Promise<JsonObject> {
  const given = linkIn(input, 'space_id', context);
  if (given === undefined) {
    return input;
  }
  const { kind, token } = given.link;
  if (kind !== 'wiki' && kind !== 'wiki_space') {
    const problem = `is a link to a ${kind.replaceAll('_', ' ')}`;
    throw new InputError([
      { path: 'space_id', problem, allowed: 'the link of a wiki space or page' },
    ]);
  }
  const space = kind === 'wiki_space' ? token : (await wikiNode(context, token))['space_id'];
  context.note(`space_id: the link was read as ${JSON.stringify({ space_id: space ?? null })}`);
  return { ...input, space_id: space ?? null };
}

/** The token and the type of a document; a type beside the link must be that of what it leads to. */
async function anyDocument(
  tool: string,
  given: GivenLink,
  [input, typeArgument]: readonly [JsonObject, string],
  context: ToolContext,
): Promise<JsonObject> {
  const { argument, path, link, type } = given;
  if (type === undefined) {
    throw noDocument(given);
  }
  if (tool === 'drive_files_delete') {
    refusePart(given);
  }
  if (tool === 'wiki_nodes_get' && type === 'wiki') {
    return { [argument]: link.token };
  }
  const said = input[typeArgument] ?? (tool.startsWith('drive_permission') ? type : '');
  const found =
    type === 'wiki' && said !== 'wiki'
      ? await heldBy(link.token, context)
      : { token: link.token, type };
  if (said !== '' && said !== found.type) {
    const problem = `is ${JSON.stringify(said)}, but the link in ${path} leads to a ${found.type}`;
    const at = path.replace(/[^.[\]]+$/, typeArgument);
    throw new InputError([{ path: at, problem, allowed: found.type }]);
  }
  return { [argument]: found.token, [typeArgument]: found.type };
}

/** The document that a page of a wiki holds. */
async function heldBy(token: string, context: ToolContext) {
  const { obj_token, obj_type } = await wikiNode(context, token);
  return { token: String(obj_token), type: String(obj_type) };
}

/** Refuses the link of a part, or of what holds a document, where the document as a whole goes. */
function refusePart({ argument, link, type }: GivenLink): void {
  const part = link.recordId ?? link.tableId ?? link.blockId;
  if (type === 'wiki') {
    const problem = 'is a link to a wiki page, and what is deleted is the document in it';
    const allowed = 'the obj_token of the page with its obj_type, which wiki_nodes_get gives';
    throw new InputError([{ path: argument, problem, allowed }]);
  }
  if (part !== undefined) {
    const problem = `is a link to ${part} in a base, and what is deleted is the whole base`;
    const allowed = `${link.token}, or its link without ${part}`;
    throw new InputError([{ path: argument, problem, allowed }]);
  }
}

/** The token of a document of one type; a page of a wiki may hold it. */
async function tokenOf(
  given: GivenLink,
  wanted: string | undefined,
  context: ToolContext,
): Promise<string> {
  const { argument, link, type } = given;
  if (type === wanted) {
    return link.token;
  }
  const node = type === 'wiki' ? await wikiNode(context, link.token) : {};
  if (node['obj_type'] === wanted && typeof node['obj_token'] === 'string') {
    return node['obj_token'];
  }
  const found = String(node['obj_type'] ?? type ?? link.kind);
  const problem = `is a link to a ${found.replaceAll('_', ' ')}`;
  throw new InputError([{ path: argument, problem, allowed: `the link or token of a ${wanted}` }]);
}

function noDocument({ path, link: { kind } }: GivenLink): InputError {
  const problem = `is a link to a ${kind.replaceAll('_', ' ')}, which has no token of a document`;
  const allowed = 'the link of a base or document; bitable_resolve_link finds bases in other links';
  return new InputError([{ path, problem, allowed }]);
}
