import { effects } from '../../core/effect.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../endpoints/catalogue.js';
import type { Call } from './call.js';
import { refuse } from './refusal.js';

/** Holds a write's table until the returned function is called; refuses while another write holds it. */
export type HoldTable = (call: Call<FeishuEndpointName>) => () => void;

export function createTableHolds(): HoldTable {
  const held = new Set<string>();
  return ({ name, path }) => {
    const { app_token, table_id } = path;
    if (table_id === undefined || !effects[feishuCatalogue[name].effect].writes) return () => {};
    const key = `${app_token}/${table_id}`;
    if (held.has(key)) refuse(1254291);
    held.add(key);
    return () => held.delete(key);
  };
}
