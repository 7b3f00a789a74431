import type { Endpoint, EndpointArgs } from '../../core/endpoint.js';
import { InputError } from '../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../core/json.js';

/** Puts what `clear` names into the arguments, in the form that clears it at the vendor. */
export function withCleared<Args extends EndpointArgs>(
  { clears }: Endpoint,
  args: Args,
): Omit<Args, 'clear'> {
  const { clear, ...rest } = args;
  if (clears === undefined || !Array.isArray(clear)) {
    return clears === undefined ? args : rest;
  }
  const parts = [...new Set(clear.map(String))].map((name) => [name, clears[name] ?? {}] as const);
  const twice = parts.find(([, part]) => isGiven(rest, part));
  if (twice !== undefined) {
    const problem = `names ${twice[0]}, which has a value beside it`;
    throw new InputError([{ path: 'clear', problem, allowed: 'a value or clear, not both' }]);
  }
  const cleared = parts.reduce<EndpointArgs>((all, [, part]) => merged(all, part), rest);
  return { ...rest, ...cleared };
}

function merged(args: EndpointArgs, part: JsonObject): EndpointArgs {
  const entries = Object.entries(part).map(([key, inner]) => {
    const own = args[key];
    return [key, isJsonObject(own) && isJsonObject(inner) ? merged(own, inner) : inner] as const;
  });
  return { ...args, ...Object.fromEntries(entries) };
}

/** Whether a value stands where the part has one. */
function isGiven(args: EndpointArgs, part: JsonObject): boolean {
  return Object.entries(part).some(([key, inner]) => {
    const own = args[key];
    return isJsonObject(own) && isJsonObject(inner) ? isGiven(own, inner) : own !== undefined;
  });
}
