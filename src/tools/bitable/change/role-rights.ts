import type { InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** The two forms in which the vendor takes a role. */
export type RoleForm = 'older' | 'full';

/** The values of `table_perm` with which a right means something (A42, and pages "Create a role"); absent: with all. */
const meaningfulWith: Readonly<Record<string, readonly number[]>> = {
  rec_rule: [1, 2],
  other_rec_rule: [2],
  field_perm: [1, 2],
  field_action_rules: [1, 2],
  view_rules: [1, 2],
  allow_add_record: [2],
  allow_delete_record: [2],
};

/** In the older form fields are told apart for those alone who edit (A42). */
const olderFieldPerm = [2];

/** What a right without its `table_perm` comes to. */
const withoutMeaning: Readonly<Record<number, string>> = {
  0: 'nothing of the table can be seen',
  1: 'its fields can all be read, and no record can be changed',
  4: 'all of the table can be read and changed',
};

/** Says whether the vendor has a use for a right beside a `table_perm`. */
export function hasMeaning(key: string, perm: unknown, form: RoleForm): boolean {
  const isNarrower = key === 'field_perm' && form === 'older';
  const perms = isNarrower ? olderFieldPerm : meaningfulWith[key];
  return perms?.includes(Number(perm)) !== false;
}

/** What holds in a table whose rights a `table_perm` makes useless. */
export function effectOf(perm: unknown): string {
  return withoutMeaning[Number(perm)] ?? '';
}

/** Refuses rights that the vendor would drop in silence, which gives more than was named. */
export function rightIssues(
  given: JsonObject,
  perm: unknown,
  form: RoleForm,
  path: string,
): readonly InputIssue[] {
  return Object.entries(given)
    .filter(([key, right]) => says(right ?? null, Number(perm)) && !hasMeaning(key, perm, form))
    .map(([key]) => ({
      path: `${path}.${key}`,
      problem: `means nothing with table_perm ${String(perm)}: ${effectOf(perm)}`,
      allowed: allowedFor(key, form),
    }));
}

/** An empty rule asks for nothing, nor does a switch that stands as `table_perm` has it. */
function says(right: Json, perm: number): boolean {
  return typeof right === 'boolean'
    ? right !== (perm === 4)
    : isJsonObject(right) && Object.keys(right).length > 0;
}

function allowedFor(key: string, form: RoleForm): string {
  const perms = [1, 2].filter((perm) => hasMeaning(key, perm, form)).join(' or ');
  const hasOther = key === 'field_perm' && form === 'older';
  return hasOther
    ? `table_perm ${perms}, with 1 for each field to read, or the toolset bitable_base_roles, which takes it with table_perm 1`
    : `table_perm ${perms}, or no ${key}`;
}
