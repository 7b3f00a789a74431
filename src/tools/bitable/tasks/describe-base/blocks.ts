import type { JsonObject } from '../../../../core/json.js';
import type { EndpointName } from '../../../../endpoints/catalogue.js';
import type { BaseReader } from './base-reader.js';
import { linesWithin } from './lines.js';

interface Block {
  readonly key: string;
  readonly listing: EndpointName;
  readonly line: (item: JsonObject) => string;
}

const blocks: readonly Block[] = [
  {
    key: 'dashboards',
    listing: 'bitable_dashboards_list',
    line: ({ name, block_id }) => `${name}: ${block_id}`,
  },
  {
    key: 'automations',
    listing: 'bitable_workflows_list',
    line: ({ title, workflow_id, status }) => `${title}: ${workflow_id}, ${status}`,
  },
];

/** Roles are there with advanced permissions only. */
const roles: Block = {
  key: 'roles',
  listing: 'bitable_roles_list',
  line: ({ role_name, role_id }) => `${role_name}: ${role_id}`,
};

/** Of each kind. */
const maxCharacters = 4_000;

/** What a base holds besides tables, in a line each. */
export async function blockFacts(reader: BaseReader, isAdvanced: boolean): Promise<JsonObject> {
  const facts: JsonObject[] = [];
  for (const { key, listing, line } of isAdvanced ? [...blocks, roles] : blocks) {
    const lines = (await reader.blocks(key, listing)).map(line);
    facts.push(lines.length > 0 ? linesWithin(key, lines, maxCharacters) : {});
  }
  return Object.assign({}, ...facts);
}
