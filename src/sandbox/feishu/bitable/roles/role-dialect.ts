import type { FieldPerm } from './role-model.js';

/** What tells bitable/v1 and base/v2 apart, two families of endpoints for the same roles. */
export interface RoleDialect {
  readonly maxConditions: number;
  readonly maxValues: number;
  /** What a field permission is called on the wire. */
  readonly fieldPerms: ReadonlyMap<number, FieldPerm>;
  /** Takes the finer rights of advanced permissions 2.0. */
  readonly isFull: boolean;
}

export const v1: RoleDialect = {
  maxConditions: 100,
  maxValues: Number.POSITIVE_INFINITY,
  fieldPerms: new Map([
    [1, 1],
    [2, 3],
  ]),
  isFull: false,
};

export const v2: RoleDialect = {
  maxConditions: 10,
  maxValues: 50,
  fieldPerms: new Map([
    [1, 1],
    [2, 2],
    [3, 3],
  ]),
  isFull: true,
};
