import type { JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';

/** Something that people call by its name and the vendor by an id. */
export interface Named {
  /** The argument that holds it. */
  readonly argument: string;
  /** For people. */
  readonly what: string;
  /** What looks like this is an id, not a name. */
  readonly idForm: RegExp;
  /** The listing that knows both. */
  readonly list: EndpointName;
  readonly id: string;
  readonly name: string;
  /** Which items of the listing are meant. */
  readonly only?: (item: JsonObject) => boolean;
}

const views = { list: 'bitable_views_list', id: 'view_id', name: 'view_name' } as const;

/** In the order in which they depend on each other: a view is looked for in a table that is known. */
export const namedKinds: readonly Named[] = [
  {
    argument: 'table_id',
    what: 'table',
    idForm: /^tbl\w+$/,
    list: 'bitable_tables_list',
    id: 'table_id',
    name: 'name',
  },
  { argument: 'view_id', what: 'view', idForm: /^vew\w+$/, ...views },
  {
    argument: 'form_id',
    what: 'form',
    idForm: /^vew\w+$/,
    ...views,
    only: ({ view_type }) => view_type === 'form',
  },
  {
    argument: 'field_id',
    what: 'field',
    idForm: /^fld\w+$/,
    list: 'bitable_fields_list',
    id: 'field_id',
    name: 'field_name',
  },
  {
    argument: 'block_id',
    what: 'dashboard',
    idForm: /^blk\w+$/,
    list: 'bitable_dashboards_list',
    id: 'block_id',
    name: 'name',
  },
  {
    argument: 'workflow_id',
    what: 'automation',
    idForm: /^(wkf\w+|\d+)$/,
    list: 'bitable_workflows_list',
    id: 'workflow_id',
    name: 'title',
  },
  {
    argument: 'role_id',
    what: 'role',
    idForm: /^rol\w+$/,
    list: 'bitable_roles_list',
    id: 'role_id',
    name: 'role_name',
  },
];

/** The kind that an argument, or a key within one, holds by that name. */
export function namedKind(argument: string): Named | undefined {
  return namedKinds.find((kind) => kind.argument === argument);
}
