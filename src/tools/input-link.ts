import type { ZodObject, ZodRawShape } from 'zod';
import { InputError } from '../core/errors.js';
import { isJsonObject } from '../core/json.js';

/** Query parameters of a base link, by the argument they stand for. */
const inLink: Readonly<Record<string, { readonly parameter: string; readonly form: RegExp }>> = {
  table_id: { parameter: 'table', form: /^tbl\w+$/ },
  view_id: { parameter: 'view', form: /^vew\w+$/ },
};

/**
 * Arguments whose `app_token` is the link of a base, `https://…/base/<app_token>?table=…`, with what the link holds
 * in its place. An argument that was given stays.
 */
export function readLink(schema: ZodObject<ZodRawShape>, input: unknown, notes: string[]): unknown {
  refuseWikiLink(input);
  const link = isJsonObject(input) ? baseLink(input['app_token']) : undefined;
  if (link === undefined || !isJsonObject(input)) {
    return input;
  }
  const found = Object.entries(inLink).flatMap(([key, { parameter, form }]) => {
    const id = link.url.searchParams.get(parameter) ?? '';
    return key in schema.shape && input[key] === undefined && form.test(id) ? [[key, id]] : [];
  });
  const read = { app_token: link.appToken, ...Object.fromEntries(found) };
  notes.push(`app_token: the link was read as ${JSON.stringify(read)}`);
  return { ...input, ...read };
}

/** Only a call could tell which base a wiki node holds. */
function refuseWikiLink(input: unknown): void {
  const token = isJsonObject(input) ? input['app_token'] : undefined;
  if (typeof token === 'string' && /^https?:\/\/[^/]+\/wiki\//.test(token)) {
    const problem = 'is a wiki link, which holds the token of a wiki node';
    const allowed = 'the token of the base, or a link whose path begins with /base/';
    throw new InputError([{ path: 'app_token', problem, allowed }]);
  }
}

function baseLink(text: unknown): { readonly url: URL; readonly appToken: string } | undefined {
  const url =
    typeof text === 'string' && /^https?:/.test(text) && URL.canParse(text)
      ? new URL(text)
      : undefined;
  const appToken = /^\/base\/(\w+)$/.exec(url?.pathname ?? '')?.[1];
  return url === undefined || appToken === undefined ? undefined : { url, appToken };
}
