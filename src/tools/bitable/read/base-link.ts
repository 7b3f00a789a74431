import type { ZodObject, ZodRawShape } from 'zod';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { type Link, parseLink } from '../../input/links.js';

/** What a link may hold besides the base, by the argument that it stands for. */
const inLink: Readonly<Record<string, (link: Link) => string | undefined>> = {
  table_id: ({ tableId }) => tableId,
  view_id: ({ viewId }) => viewId,
  record_id: ({ recordId }) => recordId,
};

interface LinkOptions {
  /** The call is about the base: the table that a link happens to show is not asked for. */
  readonly wholeBase?: boolean | undefined;
}

/** Longer than any link; what is longer is refused for its length. */
const maxLink = 2_000;

/**
 * Arguments whose `app_token` is the link of a base or of a wiki page that holds one, with what the link holds in its
 * place. An argument that was given stays.
 */
export async function readLink(
  schema: ZodObject<ZodRawShape>,
  input: unknown,
  context: ToolContext,
  { wholeBase = false }: LinkOptions = {},
): Promise<unknown> {
  const given = isJsonObject(input) && 'app_token' in schema.shape ? input['app_token'] : undefined;
  if (!isJsonObject(input) || typeof given !== 'string' || given.length > maxLink) {
    return input;
  }
  const link = parseLink(given);
  if (link === undefined) {
    return input;
  }
  const found = Object.entries(inLink).flatMap(([argument, idIn]) => {
    const id = idIn(link);
    const isAsked = argument in schema.shape && !(wholeBase && argument === 'table_id');
    return isAsked && input[argument] === undefined && id ? [[argument, id]] : [];
  });
  const read = { app_token: await baseOf(link, context), ...Object.fromEntries(found) };
  context.note(`app_token: the link was read as ${JSON.stringify(read)}`);
  return { ...input, ...read };
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
