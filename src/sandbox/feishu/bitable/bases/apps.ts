import type { JsonObject } from '../../../../core/json.js';
import { findDocument } from '../../drive/documents.js';
import { isRoot } from '../../drive/folders.js';
import { reaches, rightTo } from '../../drive/rights.js';
import { refuse } from '../../refusal.js';
import type { Handlers, SandboxRequest } from '../../request.js';
import type { World } from '../../world.js';
import { bodyBoolean, bodyText } from '../body.js';
import { addBlankRows } from '../fields/field-store.js';
import { baseOf } from '../lookup.js';
import type { Base, Bitable, Cell, Table, Workflow } from '../model.js';
import { addTable } from '../tables/table-store.js';
import { addBase, type NewBase } from './base-store.js';

const blankRows = 10;

export const appHandlers = {
  bitable_apps_get: (request, world) => {
    const base = baseOf(request, world);
    return {
      app: {
        app_token: base.appToken,
        name: base.name,
        revision: base.revision,
        is_advanced: base.isAdvanced,
        time_zone: base.timeZone,
        formula_type: base.formulaType,
        advance_version: 'v2',
      },
    };
  },

  bitable_apps_update: (request, world) => {
    const name = checkAppName(bodyText(request.body, 'name') ?? '');
    const isAdvanced = bodyBoolean(request.body, 'is_advanced');
    const base = baseOf(request, world);
    if (name !== '') base.name = name;
    base.revision += 1;
    // Not one step: the name has changed when the switch is refused (page "Update a base").
    if (isAdvanced === true && base.isEmbedded) refuse(1254301);
    if (isAdvanced === true && !base.isAdvanced) {
      base.rolesReadyAt = world.bitable.clock.now() + world.bitable.options.rolesReadyMs;
    }
    if (isAdvanced !== undefined) base.isAdvanced = isAdvanced;
    return {
      app: { app_token: base.appToken, name: base.name, is_advanced: base.isAdvanced },
    };
  },

  bitable_apps_create: (request, world) => {
    const asked = readNewBase(request);
    checkFolder(asked.folderToken, request, world);
    const base = addBase(world.bitable, asked);
    addFirstTable(base, request, world);
    return newBaseReply(base, request);
  },

  bitable_apps_copy: (request, world) => {
    const asked = readNewBase(request);
    const withoutContent = bodyBoolean(request.body, 'without_content') ?? false;
    const source = baseOf(request, world);
    checkFolder(asked.folderToken, request, world);
    const copy = copyBase(world.bitable, source, request.identity.openId, withoutContent);
    copy.name = asked.name || `${source.name} 副本`;
    copy.folderToken = asked.folderToken;
    copy.timeZone = asked.timeZone || source.timeZone;
    return newBaseReply(copy, request);
  },
} satisfies Partial<Handlers>;

function readNewBase({ body, identity }: SandboxRequest): NewBase {
  return {
    ownerId: identity.openId,
    name: checkAppName(bodyText(body, 'name') ?? ''),
    folderToken: bodyText(body, 'folder_token') ?? '',
    timeZone: checkTimeZone(bodyText(body, 'time_zone') ?? ''),
  };
}

/** A new base goes into the root, or into a folder that the caller may change. */
function checkFolder(token: string, { identity }: SandboxRequest, world: World): void {
  if (isRoot(token)) return;
  const folder = findDocument(token, world) ?? refuse(1254702);
  if (folder.kind !== 'folder') refuse(1254702);
  if (!reaches(rightTo(folder, identity, world), 'edit')) refuse(1254701);
}

/** The page "Create a base": at most 255 characters; older pages said 100. */
function checkAppName(text: string): string {
  const name = text.trim();
  return [...name].length > 255 ? refuse(1254031) : name;
}

function checkTimeZone(zone: string): string {
  if (zone === '') return zone;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    return refuse(1254800, `InvalidParameter: time_zone ${zone}`);
  }
}

/** A new base is never empty: one table with default fields and blank rows. */
function addFirstTable(base: Base, { identity }: SandboxRequest, { bitable }: World): void {
  const table = addTable(bitable, base, { name: '数据表' });
  addBlankRows({ bitable, base, table }, blankRows, identity);
}

function newBaseReply(base: Base, { origin }: SandboxRequest): JsonObject {
  const [defaultTableId] = base.tables.keys();
  return {
    app: {
      app_token: base.appToken,
      name: base.name,
      folder_token: base.folderToken,
      url: `${origin}/base/${base.appToken}`,
      default_table_id: defaultTableId,
      time_zone: base.timeZone,
    },
  };
}

/** The page "Copy a base": with more records than this only the structure is copied. */
const contentLimit = 50_000;

/** Copies a base under a new token; ids inside it stay, so that links and formulas still meet. */
function copyBase(bitable: Bitable, source: Base, ownerId: string, withoutContent: boolean): Base {
  const copy: Base = {
    ...source,
    appToken: bitable.ids.newAppToken(),
    ownerId,
    createdTime: bitable.clock.now(),
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
