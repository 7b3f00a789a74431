import type { JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';

/** Arguments that hold the alias of what another one holds the key of; either is found by all its names. */
const keysOfAliases: ReadonlyMap<string, string> = new Map([
  ['field_alias', 'field_key'],
  ['role_alias', 'role_id'],
]);

/** There an alias is what the field is to be given. */
const settingAliases = /^project_fields_(?:create|update)$/;

/** Arguments in which the key stands for the alias. */
interface WithoutAliases {
  readonly args: JsonObject;
  /** By key: the alias in whose place it stands. */
  readonly replaced: ReadonlyMap<string, string>;
  /** By key: the alias that was given beside it, which must mean the same. */
  readonly beside: ReadonlyMap<string, string>;
}

export function withoutAliases(name: EndpointName, given: JsonObject): WithoutAliases {
  const replaced = new Map<string, string>();
  const beside = new Map<string, string>();
  const args: [string, JsonObject[string]][] = [];
  for (const [argument, value] of Object.entries(given)) {
    const key = settingAliases.test(name) ? undefined : keysOfAliases.get(argument);
    if (key === undefined) {
      args.push([argument, value]);
    } else if (given[key] === undefined) {
      replaced.set(key, argument);
      args.push([key, value]);
    } else {
      beside.set(key, argument);
    }
  }
  return { args: Object.fromEntries(args), replaced, beside };
}
