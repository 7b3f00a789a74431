import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { plain } from '../../kernel/answer.js';
import { rangeOf } from '../../kernel/http-io.js';
import type { Admit } from '../../kernel/router.js';
import type { Base, BitableField, Row, Scope, StoredFile } from '../bitable/model.js';
import { accessTo } from '../bitable/roles/access.js';
import type { CallIdentity } from '../directory.js';
import { refuse } from '../refusal.js';
import { FileAnswer, type Handlers } from '../request.js';
import type { World } from '../world.js';
import { findDocument } from './documents.js';
import { dayMs } from './file-store.js';
import { type PublicSettings, sharingOf } from './model.js';
import { type Right, reaches, rightTo } from './rights.js';

const maxTokens = 5;
const linkPath = '/space/api/box/stream/download/authcode';

/** Where temporary links lead; who has one needs no token. The catalogue does not list it. */
export const linkRoutes = [['drive_tmp_download', `GET ${linkPath}`]] as const;

type LinkRouteName = (typeof linkRoutes)[number][0];

export const downloadHandlers = {
  drive_medias_download_file: ({ path, query, identity, range }, world) =>
    fileAnswer(fileFor(path['file_token'] ?? '', query.get('extra'), identity, world), range),

  drive_medias_get_tmp_urls: ({ query, identity, origin }, world) => {
    const tokens = query.getAll('file_tokens').filter((token) => token !== '');
    if (tokens.length === 0 || tokens.length > maxTokens) refuse(1061002);
    const files = tokens.map((token) => fileFor(token, query.get('extra'), identity, world));
    return {
      tmp_download_urls: files.map(({ fileToken }) => ({
        file_token: fileToken,
        tmp_download_url: `${origin}${linkPath}/?code=${newLink(fileToken, world)}`,
      })),
    };
  },
} satisfies Pick<Handlers, 'drive_medias_download_file' | 'drive_medias_get_tmp_urls'>;

function newLink(fileToken: string, { bitable, medias }: World): string {
  const code = bitable.ids.newLinkCode();
  medias.links.set(code, { fileToken, expiresAt: bitable.clock.now() + dayMs });
  return code;
}

/** Answers at temporary links. */
export function createLinks({ bitable, medias }: World): Admit<LinkRouteName> {
  return ({ query, headers }) => ({
    run: async () => {
      const link = medias.links.get(query.get('code') ?? '');
      const file = bitable.files.get(link?.fileToken ?? '');
      if (link === undefined || file === undefined) return plain(404, 'Not Found');
      return link.expiresAt > bitable.clock.now()
        ? fileAnswer(file, headers.range)
        : plain(403, 'Forbidden');
    },
    release: () => {},
  });
}

function fileAnswer({ name, type, content }: StoredFile, rangeHeader: string | undefined) {
  const range = rangeOf(rangeHeader, content.length);
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${rawName(name)}"; filename*=UTF-8''${encoded(name)}`,
    'Accept-Ranges': 'bytes',
  };
  if (range === undefined) return new FileAnswer(200, headers, content);
  if (range === 'unsatisfiable') {
    const whole = { 'Content-Range': `bytes */${content.length}` };
    return new FileAnswer(416, whole, new Uint8Array());
  }
  const { start, end } = range;
  const part = { ...headers, 'Content-Range': `bytes ${start}-${end}/${content.length}` };
  return new FileAnswer(206, part, content.subarray(start, end + 1));
}

/** The bytes of the name in UTF-8, one character each, as Node writes headers; no sign that would end the header. */
function rawName(name: string): string {
  const safe = name.replace(/["\\]|\p{Cc}/gu, '_');
  return Buffer.from(safe, 'utf8').toString('latin1');
}

/** RFC 5987. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A file that the caller may have; `extra` is the parameter that says by which table. */
function fileFor(
  fileToken: string,
  extra: string | null,
  identity: CallIdentity,
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

function checkMayDownload({ appToken }: Base, identity: CallIdentity, world: World): void {
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
  identity: CallIdentity,
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

interface AttachmentCell {
  readonly fieldId: string;
  readonly recordId: string;
}

/** The cells that `{"fld…":{"rec…":["file token"]}}` names for a file. */
function namedCells({ fileToken }: StoredFile, attachments: JsonObject): AttachmentCell[] {
  return entriesOf(attachments).flatMap(([fieldId, records]) =>
    entriesOf(records)
      .filter(([, tokens]) => Array.isArray(tokens) && tokens.includes(fileToken))
      .map(([recordId]) => ({ fieldId, recordId })),
  );
}

function holdingCells(file: StoredFile, { table }: Scope): AttachmentCell[] {
  return [...table.rows.values()].flatMap((row) =>
    table.fields
      .filter((field) => holds(row, field, file))
      .map(({ fieldId }) => ({
        fieldId,
        recordId: row.recordId,
      })),
  );
}

/** The caller sees the cell, the file is in it, and a role lets them take attachments out. */
function mayExport(
  cell: AttachmentCell,
  file: StoredFile,
  scope: Scope,
  identity: CallIdentity,
): boolean {
  const field = scope.table.fields.find(({ fieldId }) => fieldId === cell.fieldId);
  const row = scope.table.rows.get(cell.recordId);
  if (field === undefined || row === undefined || !holds(row, field, file)) return false;
  const access = accessTo(scope, identity);
  return access.sees(row) && access.fields([field]).length > 0 && access.exportsFiles(field);
}

function holds(row: Row, { fieldId }: BitableField, { fileToken }: StoredFile): boolean {
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
