import type { JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';

/** Something that people call by its name and the vendor by an id. */
export interface NamedKind {
  /** The argument that holds it. */
  readonly argument: string;
  /** For people. */
  readonly what: string;
  /**
   * The vendor's exact form of its ids. A text of that form is sent unlooked, and looked up as a name where the vendor
   * does not know it; any other text is looked up first.
   */
  readonly idForm: RegExp;
  /** Codes by which the vendor says that there is no such id. */
  readonly unknownCodes: readonly number[];
  /** The listing that knows both. */
  readonly list: EndpointName;
  readonly id: string;
  readonly name: string;
  /** Which items of the listing are meant. */
  readonly only?: (item: JsonObject) => boolean;
  /** Whether it is a listing of one table, not of the base. */
  readonly ofTable?: true;
  /** Whether there is always one: an empty listing then says that the caller sees none. */
  readonly neverNone?: true;
}

const views = {
  idForm: /^vew[A-Za-z0-9]{7}$/,
  unknownCodes: [1254005, 1254042],
  list: 'bitable_views_list',
  id: 'view_id',
  name: 'view_name',
  ofTable: true,
} as const;

/** In the order in which they depend on each other: a view is looked for in a table that is known. */
export const namedKinds = {
  table: {
    argument: 'table_id',
    what: 'table',
    idForm: /^tbl[A-Za-z0-9]{13,14}$/,
    // The last two: the settings of a link name the table.
    unknownCodes: [1254004, 1254041, 1254089, 1254092],
    list: 'bitable_tables_list',
    id: 'table_id',
    name: 'name',
    neverNone: true,
  },
  view: { argument: 'view_id', what: 'view', ...views, neverNone: true },
  form: {
    argument: 'form_id',
    what: 'form',
    ...views,
    only: ({ view_type }) => view_type === 'form',
  },
  field: {
    argument: 'field_id',
    what: 'field',
    idForm: /^fld[A-Za-z0-9]{7}$/,
    unknownCodes: [1254009, 1254044, 1254049],
    list: 'bitable_fields_list',
    id: 'field_id',
    name: 'field_name',
    ofTable: true,
    neverNone: true,
  },
  dashboard: {
    argument: 'block_id',
    what: 'dashboard',
    idForm: /^blk[A-Za-z0-9]{13}$/,
    unknownCodes: [1254050],
    list: 'bitable_dashboards_list',
    id: 'block_id',
    name: 'name',
  },
  automation: {
    argument: 'workflow_id',
    what: 'automation',
    idForm: /^(?:wkf[A-Za-z0-9]{7,}|\d{17,20})$/,
    // The pages of automations have no other.
    unknownCodes: [1254002],
    list: 'bitable_workflows_list',
    id: 'workflow_id',
    name: 'title',
  },
  role: {
    argument: 'role_id',
    what: 'role',
    idForm: /^rol[A-Za-z0-9]{7}$/,
    unknownCodes: [1254047],
    list: 'bitable_roles_list',
    id: 'role_id',
    name: 'role_name',
  },
} as const satisfies Readonly<Record<string, NamedKind>>;
