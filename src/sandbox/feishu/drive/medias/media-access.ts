import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Base, Field, Row, Scope, StoredFile } from '../../bitable/model.js';
import { accessTo } from '../../bitable/roles/permissions.js';
import type { Identity, World } from '../../handler.js';
import { findDocument } from '../documents.js';
import { type PublicSettings, sharingOf } from '../model.js';
import { type Right, reaches, rightTo } from '../permissions/rights.js';

const attachmentType = 17;

/** A file that the caller may have; `extra` is the parameter that says by which table. */
export function fileFor(
  fileToken: string,
  extra: string | null,
  identity: Identity,
  world: World,
): StoredFile {
  const { bitable } = world;
  const file = bitable.files.get(fileToken) ?? refuse(1061003);
  const base = bitable.bases.get(file.appToken) ?? refuse(1061003);
  checkMayDownload(base, identity, world);
  if (base.isAdvanced) checkTable(file, base, permIn(extra), identity, world);
  return file;
}

/** Who may copy, print and download, by the public settings. */
const leastRights: Readonly<Record<PublicSettings['security_entity'], Right>> = {
  anyone_can_view: 'view',
  anyone_can_edit: 'edit',
  only_full_access: 'full_access',
};

function checkMayDownload({ appToken }: Base, identity: Identity, world: World): void {
  const document = findDocument(appToken, world) ?? refuse(1061003);
  const { security_entity } = sharingOf(document.owned).settings;
  if (!reaches(rightTo(document, identity, world), leastRights[security_entity])) refuse(1061004);
}

/** `{"bitablePerm":{"tableId", "attachments" or "rev"}}`; without it a base with advanced permissions answers 400. */
function permIn(extra: string | null): JsonObject {
  const value = parsed(extra ?? '');
  const perm = isJsonObject(value) ? value['bitablePerm'] : undefined;
  return isJsonObject(perm) ? perm : refuse(1061002);
}

function checkTable(
  file: StoredFile,
  base: Base,
  perm: JsonObject,
  identity: Identity,
  { bitable }: World,
): void {
  const { tableId, attachments, rev } = perm;
  if (typeof tableId !== 'string') refuse(1061002);
  if (!isJsonObject(attachments) && typeof rev !== 'number') refuse(1061002);
  const table = base.tables.get(String(tableId)) ?? refuse(1061004);
  const cells = isJsonObject(attachments)
    ? namedCells(file, attachments)
    : holdingCells(file, { bitable, base, table });
  if (!cells.some((cell) => mayExport(cell, file, { bitable, base, table }, identity))) {
    refuse(1061004);
  }
}

interface CellPlace {
  readonly fieldId: string;
  readonly recordId: string;
}

/** The cells that `{"fld…":{"rec…":["file token"]}}` names for a file. */
function namedCells({ fileToken }: StoredFile, attachments: JsonObject): CellPlace[] {
  return entriesOf(attachments).flatMap(([fieldId, records]) =>
    entriesOf(records)
      .filter(([, tokens]) => Array.isArray(tokens) && tokens.includes(fileToken))
      .map(([recordId]) => ({ fieldId, recordId })),
  );
}

function holdingCells(file: StoredFile, { table }: Scope): CellPlace[] {
  const fields = table.fields.filter(({ type }) => type === attachmentType);
  return [...table.rows.values()].flatMap((row) =>
    fields
      .filter((field) => holds(row, field, file))
      .map(({ fieldId }) => ({
        fieldId,
        recordId: row.recordId,
      })),
  );
}

/** The caller sees the cell, the file is in it, and a role lets them take attachments out. */
function mayExport(place: CellPlace, file: StoredFile, scope: Scope, identity: Identity): boolean {
  const field = scope.table.fields.find(({ fieldId }) => fieldId === place.fieldId);
  const row = scope.table.rows.get(place.recordId);
  if (field === undefined || row === undefined || !holds(row, field, file)) return false;
  const access = accessTo(scope, identity);
  return access.sees(row) && access.fields([field]).length > 0 && access.exportsFiles(field);
}

function holds(row: Row, { fieldId }: Field, { fileToken }: StoredFile): boolean {
  const cell = row.cells.get(fieldId);
  return cell?.kind === 'files' && cell.fileTokens.includes(fileToken);
}

function entriesOf(value: Json | undefined): [string, Json | undefined][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
