import type { CallIdentity } from '../../directory.js';
import { refuse } from '../../refusal.js';
import type { Test } from '../filter/condition.js';
import { readingOf } from '../formula/evaluation.js';
import type { Base, Bitable, BitableField, Dashboard, Row, Scope, Table } from '../model.js';
import { ruleTest, type Visit } from './record-rules.js';
import { rolesOf } from './role-bindings.js';
import { noTableRole, type TableRole } from './role-model.js';

/** What somebody may do in a table; everything where no roles bind them. */
export function accessTo(scope: Scope, identity: CallIdentity): TableAccess {
  const { bitable, base, table } = scope;
  const roles = rolesOf(identity, base, bitable.directory);
  const inTable = roles?.flatMap((role) => role.tables.get(table.tableId) ?? []) ?? [everything];
  const visit = { ...readingOf(scope, 'open_id'), visitor: identity.openId };
  return new TableAccess(inTable, visit, () => deny(bitable));
}

/** The tables that somebody knows of. */
export function tablesFor(identity: CallIdentity, bitable: Bitable, base: Base): Table[] {
  const tables = [...base.tables.values()];
  return tables.filter((table) => accessTo({ bitable, base, table }, identity).reads);
}

/** The dashboards that somebody may see; a role shows none but those it names (page "Update a role", base/v2). */
export function dashboardsFor(
  identity: CallIdentity,
  { directory }: Bitable,
  base: Base,
): Dashboard[] {
  const roles = rolesOf(identity, base, directory);
  return [...base.dashboards.values()].filter(
    ({ blockId }) => roles?.some(({ blocks }) => blocks.get(blockId) === 1) ?? true,
  );
}

const everything: TableRole = { ...noTableRole, perm: 4 };

/** Says no the way that the options ask for. */
export function deny({ options }: Bitable): never {
  return options.permissionDenial === 'empty' ? refuse(0, 'RolePermNotAllow') : refuse(1254302);
}

/** Says no the way that advanced permissions do. */
type Deny = () => never;

/** What one role gives in one table. */
interface Grant extends TableRole {
  readonly matches: Test;
  readonly readable: Test;
}

/** What somebody may do in a table: of several roles, whatever one of them gives. */
export class TableAccess {
  private readonly grants: readonly Grant[];

  constructor(
    roles: readonly TableRole[],
    private readonly visit: Visit,
    private readonly deny: Deny,
  ) {
    const useful = roles.filter(({ perm }) => perm > 0);
    this.grants = useful.map((role) => grantOf(role, visit));
  }

  get reads(): boolean {
    return this.grants.length > 0;
  }

  get editsRecords(): boolean {
    return this.grants.some(({ perm }) => perm >= 2);
  }

  get manages(): boolean {
    return this.grants.some(({ perm }) => perm === 4);
  }

  get editsViews(): boolean {
    return this.grants.some(({ perm, viewPerm }) => perm === 4 || (perm === 2 && viewPerm === 2));
  }

  seesView(viewId: string): boolean {
    return this.grants.some(
      ({ perm, viewPerm, viewRules }) =>
        perm === 4 || viewPerm === 2 || viewRules === undefined || viewRules.get(viewId) === 1,
    );
  }

  sees(row: Row): boolean {
    return this.grants.some((grant) => grant.perm === 4 || grant.readable(row));
  }

  rows(rows: readonly Row[]): readonly Row[] {
    return this.manages ? rows : rows.filter((row) => this.sees(row));
  }

  fields(fields: readonly BitableField[]): BitableField[] {
    return fields.filter((field) => this.fieldPerm(field) > 0);
  }

  checkSeeing(row: Row): void {
    if (!this.sees(row)) this.deny();
  }

  /** Asking for a field tells about its cells. */
  checkAsking(asks: (name: string) => boolean): void {
    const { fields } = this.visit.scope.table;
    const isHidden = (field: BitableField) => this.fieldPerm(field) === 0;
    if (fields.some((field) => isHidden(field) && asks(field.name))) this.deny();
  }

  checkAdding(filled: Iterable<BitableField>): void {
    const adds = ({ perm, addsRecords }: Grant) => perm === 4 || (perm === 2 && addsRecords);
    if (!this.grants.some(adds)) this.deny();
    for (const field of filled) if (this.fieldPerm(field) < 2) this.deny();
  }

  checkEditing(row: Row, changed: Iterable<BitableField>): void {
    if (!this.grants.some((grant) => edits(grant, row))) this.deny();
    for (const field of changed) if (this.fieldPerm(field) < 3) this.deny();
  }

  checkDeleting(row: Row): void {
    const deletes = (grant: Grant) =>
      grant.perm === 4 || (grant.deletesRecords && edits(grant, row));
    if (!this.grants.some(deletes)) this.deny();
  }

  /** A value that is no option yet adds one: "not set means no right" (page "Create a role", base/v2). */
  checkNewOptions(fields: readonly BitableField[]): void {
    const configures = ({ fieldId }: BitableField) =>
      this.grants.some(
        ({ perm, fieldActions }) =>
          perm === 4 || fieldActions.get('select_option_edit')?.get(fieldId) === 1,
      );
    if (!fields.every(configures)) this.deny();
  }

  /** Whether a role lets them take files out of an attachment field. */
  exportsFiles({ fieldId }: BitableField): boolean {
    return this.grants.some(
      ({ perm, fieldActions }) =>
        perm === 4 || fieldActions.get('attachment_export')?.get(fieldId) === 1,
    );
  }

  /** 0 hidden, 1 read, 2 fill in new records, 3 edit */
  private fieldPerm({ fieldId }: BitableField): number {
    const perms = this.grants.map(({ perm, fieldPerm }) => {
      if (perm === 4) return 3;
      const given = fieldPerm === undefined ? 3 : (fieldPerm.get(fieldId) ?? 0);
      return perm === 1 ? Math.min(given, 1) : given;
    });
    return Math.max(0, ...perms);
  }
}

/** The records that the rule does not mean can be read where it says so, or where another rule means them. */
function grantOf(role: TableRole, visit: Visit): Grant {
  const { perm, recRule, otherRule } = role;
  const matches = recRule === undefined ? () => true : ruleTest(recRule, visit);
  const others = otherRule === undefined ? () => false : ruleTest(otherRule, visit);
  const readsOthers = perm === 2 && recRule?.otherPerm === 1;
  const readable: Test = (row) => matches(row) || readsOthers || (perm === 2 && others(row));
  return { ...role, matches, readable };
}

function edits({ perm, matches }: Grant, row: Row): boolean {
  return perm === 4 || (perm === 2 && matches(row));
}
