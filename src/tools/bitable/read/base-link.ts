import type { ZodObject, ZodRawShape } from 'zod';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { type Link, readLink } from '../../input/links.js';

/** What a link may hold besides the base, by the argument that it stands for. */
const inLink: Readonly<Record<string, (link: Link) => string | undefined>> = {
  table_id: ({ tableId }) => tableId,
  view_id: ({ viewId }) => viewId,
  record_id: ({ recordId }) => recordId,
  block_id: ({ blockId }) => ofKind(blockId, 'blk'),
  workflow_id: ({ blockId }) => ofKind(blockId, 'wkf'),
};

/** The lists that must name what a link shows as well. */
const listsInLink: Readonly<Record<string, (link: Link) => string | undefined>> = {
  table_ids: ({ tableId }) => tableId,
};

function ofKind(id: string | undefined, prefix: string): string | undefined {
  return id?.startsWith(prefix) ? id : undefined;
}

interface LinkOptions {
  /** The call is about the base: the table that a link happens to show is not asked for. */
  readonly wholeBase?: boolean | undefined;
}

/** Arguments in which a base's link is read, and what the link says otherwise than they do. */
interface ReadBaseLink {
  readonly input: unknown;
  /** By argument: the id in the link, where another text was given. It may be a name of the same. */
  readonly linked?: LinkedIds;
}

type LinkedIds = Readonly<Record<string, string>>;

/**
 * Reads an `app_token` that is the link of a base, or of a wiki page that holds one, with what the link holds in its
 * place. An argument that was given stays; `checkLinked` compares it once names are resolved.
 */
export async function readBaseLink(
  schema: ZodObject<ZodRawShape>,
  input: unknown,
  context: ToolContext,
  { wholeBase = false }: LinkOptions = {},
): Promise<ReadBaseLink> {
  const given = isJsonObject(input) && 'app_token' in schema.shape ? input['app_token'] : undefined;
  if (!isJsonObject(input) || typeof given !== 'string') {
    return { input };
  }
  const link = readLink(given, { path: 'app_token', hosts: context.linkHosts });
  if (link === undefined) {
    return { input };
  }
  const held = Object.entries({ ...inLink, ...listsInLink }).flatMap(([argument, idIn]) => {
    const id = idIn(link);
    return argument in schema.shape && id !== undefined ? [[argument, id] as const] : [];
  });
  checkRecords(schema, input, link);
  const isFilled = (argument: string) =>
    isAbsent(input[argument]) && argument in inLink && !(wholeBase && argument === 'table_id');
  const filled = held.filter(([argument]) => isFilled(argument));
  const linked = held.filter(
    ([argument, id]) => !isAbsent(input[argument]) && input[argument] !== id,
  );
  const read = { app_token: await baseOf(link, context), ...Object.fromEntries(filled) };
  context.note(`app_token: the link was read as ${JSON.stringify(read)}`);
  return { input: { ...input, ...read }, linked: Object.fromEntries(linked) };
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

const oneOf = 'one of the two; the base alone may be given by its app_token';

/** Refuses arguments that differ from the link beside them, names being resolved by then. */
export function checkLinked(args: Args, linked: LinkedIds = {}): void {
  const issues = Object.entries(linked)
    .filter(([argument, id]) => ![args[argument]].flat().includes(id))
    .map(([argument, id]) => ({
      path: argument,
      problem: `is ${JSON.stringify(args[argument])}, but the link in app_token shows ${id}`,
      allowed: oneOf,
    }));
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

/** Refuses lists of records that leave out the one that the link shows. */
function checkRecords(
  { shape }: ZodObject<ZodRawShape>,
  { record_ids, records }: JsonObject,
  { recordId }: Link,
): void {
  const [path, ids] =
    'record_ids' in shape
      ? ['record_ids', listOf(record_ids)]
      : ['records', listOf(records).map((item) => (isJsonObject(item) ? item['record_id'] : item))];
  const known = ids.filter((id) => typeof id === 'string');
  if (recordId !== undefined && known.length > 0 && !known.includes(recordId)) {
    const problem = `leaves out ${recordId}, the record that the link in app_token shows`;
    throw new InputError([{ path, problem, allowed: oneOf }]);
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [value ?? []].flat();
}

async function baseOf(link: Link, context: ToolContext): Promise<string> {
  if (link.kind === 'base') {
    return link.token;
  }
  if (link.kind !== 'wiki') {
    const allowed =
      'a base token, or a link with /base/ or /wiki/; bitable_resolve_link finds bases in other links';
    throw new InputError([
      {
        path: 'app_token',
        problem: `is a link to a ${link.kind.replaceAll('_', ' ')}, which is no base`,
        allowed,
      },
    ]);
  }
  const node = await wikiNode(context, link.token);
  if (node['obj_type'] !== 'bitable') {
    const problem = `is a wiki link that leads to a ${String(node['obj_type'])}, which is no base`;
    throw new InputError([{ path: 'app_token', problem, allowed: 'the link of a base' }]);
  }
  return String(node['obj_token']);
}

/** What a page of a wiki holds. */
export async function wikiNode(context: ToolContext, token: string): Promise<JsonObject> {
  const { node } = await callEndpoint(context, 'wiki_nodes_get', { token });
  return isJsonObject(node) ? node : {};
}
