import type { Json } from '../../../core/json.js';
import type { SandboxClock } from '../../kernel/clock.js';
import type { Directory } from '../directory.js';
import type { FeishuOptions } from '../options.js';
import type { Ids } from './ids.js';
import type { Role } from './roles/role-model.js';
import type { View } from './views/view-model.js';

/** The state of the stand-in Bitable, which knows no HTTP; ids and names are the vendor's. */
export interface Bitable {
  readonly clock: SandboxClock;
  readonly directory: Directory;
  readonly options: FeishuOptions;
  readonly ids: Ids;
  readonly bases: Map<string, Base>;
  /** Files that were uploaded to a base, by file token. */
  readonly files: Map<string, StoredFile>;
  /** Positions behind the items that ended a page of a listing, by listing and id. */
  readonly pageMarks: Map<string, number>;
}

export interface Base {
  readonly appToken: string;
  name: string;
  folderToken: string;
  /** Unix time in milliseconds. */
  readonly createdTime: number;
  timeZone: string;
  /** open_id: who made it, or whom it was handed to. */
  ownerId: string;
  /** Inside a document, a sheet or a wiki, where there are no advanced permissions. */
  isEmbedded: boolean;
  isAdvanced: boolean;
  /** By role id, in the order of creation. */
  readonly roles: Map<string, Role>;
  /** 2: a formula field must say the type of its result. */
  formulaType: 1 | 2;
  revision: number;
  /** While a copy fills in, every call answers 1254036. */
  copyingUntil: number;
  /** Until then its roles answer as if advanced permissions were off. */
  rolesReadyAt: number;
  /** By table id, in the order of creation. */
  readonly tables: Map<string, Table>;
  /** By block id, in the order of creation. */
  readonly dashboards: Map<string, Dashboard>;
  /** 自动化流程 */
  readonly workflows: Workflow[];
  /** 工作流, the newer kind. */
  readonly blockWorkflows: Workflow[];
}

export interface Dashboard {
  readonly blockId: string;
  readonly name: string;
}

export interface Workflow {
  readonly workflowId: string;
  readonly title: string;
  status: 'Enable' | 'Disable';
}

export interface Table {
  readonly tableId: string;
  name: string;
  revision: number;
  /** In column order; the first is the primary field. */
  fields: BitableField[];
  fieldGroups: FieldGroup[];
  views: View[];
  /** By record id, in the order of creation. */
  readonly rows: Map<string, Row>;
  /** The last number given to a row; auto-number fields show it. */
  lastSerial: number;
}

export interface BitableField {
  readonly fieldId: string;
  name: string;
  type: number;
  uiType: string;
  isPrimary: boolean;
  /** As the vendor replies it; null for types without settings. */
  property: FieldProperty | null;
  description: string;
}

/** The union of all settings; which of them a field has follows from its type (field guide A05). */
export interface FieldProperty {
  formatter?: string;
  currency_code?: string;
  range_customize?: boolean;
  min?: number;
  max?: number;
  rating?: { symbol: string };
  options?: SelectOption[];
  date_formatter?: string;
  auto_fill?: boolean;
  multiple?: boolean;
  table_id?: string;
  back_field_id?: string;
  back_field_name?: string;
  formula_expression?: string;
  type?: Json;
  location?: { input_type: string };
  auto_serial?: { type: string; options?: { type: string; value: string }[] };
  allowed_edit_modes?: { manual: boolean; scan: boolean };
  /** Lookup fields only, which a base can hold but no call can create. */
  filter_info?: Json;
}

export interface FieldGroup {
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  fieldIds: string[];
}

export interface SelectOption {
  readonly id: string;
  name: string;
  color: number;
}

export interface Row {
  readonly recordId: string;
  /** By field id. A cell that was never filled, or was cleared, is absent. */
  readonly cells: Map<string, Cell>;
  readonly serial: number;
  readonly createdTime: number;
  /** open_id */
  readonly createdBy: string;
  modifiedTime: number;
  /** open_id */
  modifiedBy: string;
}

/**
 * What a writable cell holds, by field type. Computed types (formula, lookup, created and modified time and
 * user, auto number) hold nothing: they are worked out when read.
 */
export type Cell =
  /** 1 and its variants, 13. People write mentions and titled links; calls write texts alone. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly segments?: readonly RichSegment[];
    }
  /** 2 and its variants */
  | { readonly kind: 'number'; readonly number: number }
  /** 3 with one id, 4 with any number */
  | { readonly kind: 'options'; readonly optionIds: readonly string[] }
  /** 5, in milliseconds */
  | { readonly kind: 'date'; readonly ms: number }
  /** 7 */
  | { readonly kind: 'checkbox'; readonly checked: boolean }
  /** 11, open_ids */
  | { readonly kind: 'people'; readonly openIds: readonly string[] }
  /** 23 */
  | { readonly kind: 'groups'; readonly chatIds: readonly string[] }
  /** 15 */
  | { readonly kind: 'url'; readonly text: string; readonly link: string }
  /** 17 */
  | { readonly kind: 'files'; readonly fileTokens: readonly string[] }
  /** 18 and 21 */
  | { readonly kind: 'links'; readonly recordIds: readonly string[] }
  /** 22 */
  | { readonly kind: 'location'; readonly location: string; readonly address: LocationAddress };

/** A part of rich text: page "Bitable record data structure overview". */
export interface RichSegment {
  readonly [key: string]: string | boolean;
  readonly text: string;
  readonly type: 'text' | 'url' | 'mention';
}

export interface LocationAddress {
  readonly pname: string;
  readonly cityname: string;
  readonly adname: string;
  readonly address: string;
  readonly name: string;
  readonly full_address: string;
}

export interface StoredFile {
  readonly fileToken: string;
  /** The base that the file was uploaded to; it is worth nothing elsewhere. */
  readonly appToken: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly content: Uint8Array;
}

/** A base, and everything beside it. */
export interface BaseScope {
  readonly bitable: Bitable;
  readonly base: Base;
}

/** Where something is looked at from: the table, its base, and everything else. */
export interface Scope extends BaseScope {
  readonly table: Table;
}

/** Counts a change of a table: its own revision and the base's go up. */
export function touch(scope: Scope, table: Table = scope.table): void {
  table.revision += 1;
  scope.base.revision += 1;
}
