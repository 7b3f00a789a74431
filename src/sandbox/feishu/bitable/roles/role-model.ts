import type { RoleMember } from '../../directory.js';

/** A custom role of advanced permissions. It names tables, fields and views by id, so that it keeps them when they are renamed. */
export interface Role {
  readonly roleId: string;
  name: string;
  /** By table id. A table that is not in it is not to be seen. */
  readonly tables: Map<string, TableRole>;
  /** By block id, 0 or 1. */
  readonly blocks: Map<string, number>;
  /** `base_complex_edit` and `copy`, 0 or 1; what is absent is allowed. */
  baseRule: ReadonlyMap<string, number>;
  /** By `memberKey`, in the order in which they were added. */
  readonly members: Map<string, RoleMember>;
}

/** 0 none, 1 read, 2 edit records, 4 manage */
export type TablePerm = 0 | 1 | 2 | 4;

/** 1 read, 2 fill in new records, 3 edit, as base/v2 counts; bitable/v1 calls the last one 2. */
export type FieldPerm = 1 | 2 | 3;

export interface TableRole {
  readonly perm: TablePerm;
  /** Which records; all when undefined. */
  readonly recRule: RecordRule | undefined;
  /** Which of the others can be read; base/v2 only. */
  readonly otherRule: RecordRule | undefined;
  /** By field id; all fields when undefined. */
  readonly fieldPerm: ReadonlyMap<string, FieldPerm> | undefined;
  readonly addsRecords: boolean;
  readonly deletesRecords: boolean;
  /** 1 read, 2 edit */
  readonly viewPerm: 1 | 2;
  /** By view id, 0 or 1; all views when undefined. */
  readonly viewRules: ReadonlyMap<string, number> | undefined;
  /** By action and by field id, 0 or 1. */
  readonly fieldActions: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export type Conjunction = 'and' | 'or';

export interface RecordRule {
  readonly conjunction: Conjunction;
  readonly conditions: readonly RuleCondition[];
  /** In place of the conditions where `display_rec_rule_version` is 1. */
  readonly groups: readonly RuleGroup[];
  readonly displayVersion: 0 | 1;
  /** The records that do not match: 0 hidden, 1 to be read. */
  readonly otherPerm: 0 | 1;
}

export interface RuleGroup {
  /** 1 a single condition, 2 several */
  readonly type: 1 | 2;
  readonly conjunction: Conjunction;
  readonly conditions: readonly RuleCondition[];
}

export const ruleOperators = [
  'is',
  'isNot',
  'contains',
  'doesNotContain',
  'isEmpty',
  'isNotEmpty',
] as const;

export interface RuleCondition {
  /** Empty for who created the record. */
  readonly fieldId: string;
  readonly operator: (typeof ruleOperators)[number];
  /** Option ids, or what a search takes; for people none, which means the visitor. */
  readonly values: readonly string[];
}

/** What tells bitable/v1 and base/v2 apart, two families of endpoints for the same roles. */
export interface RoleApi {
  readonly maxConditions: number;
  readonly maxValues: number;
  /** What a field permission is called on the wire. */
  readonly fieldPerms: ReadonlyMap<number, FieldPerm>;
  /** Takes the finer rights of advanced permissions 2.0. */
  readonly isFull: boolean;
}

export const v1: RoleApi = {
  maxConditions: 100,
  maxValues: Number.POSITIVE_INFINITY,
  fieldPerms: new Map([
    [1, 1],
    [2, 3],
  ]),
  isFull: false,
};

export const v2: RoleApi = {
  maxConditions: 10,
  maxValues: 50,
  fieldPerms: new Map([
    [1, 1],
    [2, 2],
    [3, 3],
  ]),
  isFull: true,
};

/** What a role gives in a table of which nothing was said. */
export const noTableRole: TableRole = {
  perm: 0,
  recRule: undefined,
  otherRule: undefined,
  fieldPerm: undefined,
  addsRecords: true,
  deletesRecords: true,
  viewPerm: 2,
  viewRules: undefined,
  fieldActions: new Map(),
};
