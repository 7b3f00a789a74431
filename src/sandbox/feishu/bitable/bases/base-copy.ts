import type { Base, Bitable, Cell, Table, Workflow } from '../model.js';

/** The page "Copy a base": with more records than this only the structure is copied. */
const contentLimit = 50_000;

/** Copies a base under a new token; ids inside it stay, so that links and formulas still meet. */
export function copyBase(
  bitable: Bitable,
  source: Base,
  ownerId: string,
  withoutContent: boolean,
): Base {
  const copy: Base = {
    ...source,
    appToken: bitable.ids.newAppToken(),
    ownerId,
    roles: withoutMembers(source.roles),
    revision: 1,
    copyingUntil: bitable.clock.now() + bitable.options.copyMs,
    tables: structuredClone(source.tables),
    dashboards: structuredClone(source.dashboards),
    workflows: source.workflows.map(switchedOff),
    blockWorkflows: source.blockWorkflows.map(switchedOff),
  };
  unshareForms(copy);
  if (withoutContent || rowCount(source) > contentLimit) emptyTables(copy);
  else copyFiles(bitable, copy);
  bitable.bases.set(copy.appToken, copy);
  return copy;
}

/** The roles come along; whom they are given to is up to the owner of the copy. */
function withoutMembers(roles: Base['roles']): Base['roles'] {
  const copies = structuredClone(roles);
  for (const role of copies.values()) role.members.clear();
  return copies;
}

/** A copy starts nothing by itself. */
function switchedOff(workflow: Workflow): Workflow {
  return { ...workflow, status: 'Disable' };
}

/** The links of the forms stay with the base that was copied. */
function unshareForms(base: Base): void {
  const views = [...base.tables.values()].flatMap((table) => table.views);
  for (const { form } of views) {
    if (form !== undefined) Object.assign(form, { shared: false, shareToken: '' });
  }
}

function rowCount(base: Base): number {
  return [...base.tables.values()].reduce((sum, table) => sum + table.rows.size, 0);
}

function emptyTables(base: Base): void {
  for (const table of base.tables.values()) {
    table.rows.clear();
    table.lastSerial = 0;
  }
}

/** A file belongs to the base it was uploaded to, so the copy gets files of its own. */
function copyFiles(bitable: Bitable, copy: Base): void {
  for (const table of copy.tables.values()) copyFilesOf(bitable, copy, table);
}

function copyFilesOf(bitable: Bitable, copy: Base, table: Table): void {
  for (const row of table.rows.values()) {
    for (const [fieldId, cell] of row.cells) {
      if (cell.kind === 'files') row.cells.set(fieldId, ownFiles(bitable, copy, cell.fileTokens));
    }
  }
}

function ownFiles(bitable: Bitable, copy: Base, fileTokens: readonly string[]): Cell {
  const files = fileTokens.flatMap((fileToken) => bitable.files.get(fileToken) ?? []);
  const owned = files.map((file) => ({
    ...file,
    appToken: copy.appToken,
    fileToken: bitable.ids.newFileToken(),
  }));
  for (const file of owned) bitable.files.set(file.fileToken, file);
  return { kind: 'files', fileTokens: owned.map((file) => file.fileToken) };
}
