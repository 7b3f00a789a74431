import { deflateSync } from 'node:zlib';
import { hasHalfCharacter } from '../../../core/text.js';
import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import type { MultipartForm } from '../../kernel/multipart.js';
import type { Base } from '../bitable/model.js';
import { accessTo } from '../bitable/roles/access.js';
import type { CallIdentity } from '../directory.js';
import { refuse } from '../refusal.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { World } from '../world.js';
import { findDocument } from './documents.js';
import { dayMs, storeFile } from './file-store.js';
import type { Upload } from './model.js';
import { reaches, rightTo } from './rights.js';

const maxWhole = 20 * 1024 * 1024;
const blockSize = 4 * 1024 * 1024;

export const uploadHandlers = {
  drive_medias_upload_all: (request, world) => {
    const form = formOf(request);
    const field = fieldsOfForm(form);
    const { bytes } = form.get('file') ?? refuse(1061002);
    const { name, size, base } = readDeclared(field, request.identity, world, maxWhole);
    if (bytes.length > maxWhole) refuse(1061043);
    checkBytes(bytes, size, field('checksum'));
    const { appToken } = base;
    return { file_token: storeFile(world, { appToken, name, content: bytes }) };
  },

  drive_medias_upload_prepare: (request, world) => {
    const { identity } = request;
    const { name, size, base } = readDeclared(fieldsOfBody(request), identity, world);
    const { bitable, medias } = world;
    const upload: Upload = {
      uploadId: bitable.ids.newUploadId(),
      uploaderId: identity.openId,
      appToken: base.appToken,
      name,
      size,
      blockNum: Math.ceil(size / blockSize),
      expiresAt: bitable.clock.now() + dayMs,
      blocks: new Map(),
    };
    medias.uploads.set(upload.uploadId, upload);
    return { upload_id: upload.uploadId, block_size: blockSize, block_num: upload.blockNum };
  },

  drive_medias_upload_part: (request, world) => {
    const form = formOf(request);
    const field = fieldsOfForm(form);
    const uploadId = requiredField(field, 'upload_id');
    const seq = requiredCount(field, 'seq');
    const size = requiredCount(field, 'size');
    const { bytes } = form.get('file') ?? refuse(1061002);
    const upload = findUpload(uploadId, request, world);
    if (seq >= upload.blockNum) refuse(1062011);
    if (bytes.length > blockSize) refuse(1061043);
    checkBytes(bytes, size, field('checksum'));
    if (size !== Math.min(blockSize, upload.size - seq * blockSize)) refuse(1062009);
    upload.blocks.set(seq, bytes);
    return {};
  },

  drive_medias_upload_finish: (request, world) => {
    const field = fieldsOfBody(request);
    const uploadId = requiredField(field, 'upload_id');
    const blockNum = requiredCount(field, 'block_num');
    const upload = findUpload(uploadId, request, world);
    if (blockNum > upload.blockNum) refuse(1062011);
    const { appToken, name, blocks } = upload;
    if (blockNum < upload.blockNum || blocks.size < blockNum) refuse(1062010);
    const inOrder = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
    world.medias.uploads.delete(uploadId);
    return { file_token: storeFile(world, { appToken, name, content: Buffer.concat(inOrder) }) };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `drive_medias_upload_${string}`>>;

/** An upload that is over, or never was, is taken for one whose day has passed. */
function findUpload(uploadId: string, { identity }: SandboxRequest, world: World): Upload {
  const upload = world.medias.uploads.get(uploadId);
  if (upload === undefined || upload.expiresAt <= world.bitable.clock.now()) return refuse(1061021);
  if (upload.uploaderId !== identity.openId) refuse(1062007);
  return upload;
}

const paramsError = 1061002;

/** What is declared of a file before its bytes come. */
interface Declared {
  readonly name: string;
  readonly size: number;
  readonly base: Base;
}

/** A field of a body, as text; undefined where it is absent or no text or number. */
type FieldOf = (name: string) => string | undefined;

function formOf({ form }: SandboxRequest): MultipartForm {
  return form ?? refuse(paramsError);
}

function fieldsOfForm(form: MultipartForm): FieldOf {
  return (name) => form.get(name)?.bytes.toString('utf8');
}

function fieldsOfBody({ body }: SandboxRequest): FieldOf {
  return (name) => {
    const value = body[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
}

function requiredField(field: FieldOf, name: string): string {
  return field(name) ?? refuse(paramsError);
}

function requiredCount(field: FieldOf, name: string): number {
  const text = requiredField(field, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse(paramsError);
}

const parentTypes: ReadonlySet<string> = new Set(['bitable_image', 'bitable_file']);
const longestName = 250;

/** Checks in the order in which the pages list the codes. `maxSize` is the most that one request takes. */
function readDeclared(
  field: FieldOf,
  identity: CallIdentity,
  world: World,
  maxSize = Number.POSITIVE_INFINITY,
): Declared {
  const name = requiredField(field, 'file_name');
  const parentType = requiredField(field, 'parent_type');
  const parentNode = requiredField(field, 'parent_node');
  const size = requiredCount(field, 'size');
  if (!parentTypes.has(parentType) || !isObjectText(field('extra') ?? '{}')) refuse(paramsError);
  if (!isName(name)) refuse(1061008);
  if (size > maxSize) refuse(1061043);
  if (world.drive.deleted.has(parentNode)) refuse(1061041);
  const base = world.bitable.bases.get(parentNode) ?? refuse(1061044);
  checkMayEdit(base, identity, world);
  return { name, size, base };
}

function isName(name: string): boolean {
  return name.trim() !== '' && [...name].length <= longestName && !hasHalfCharacter(name);
}

/** To edit the base, and where roles bind the caller, the records of one of its tables. */
function checkMayEdit(base: Base, identity: CallIdentity, world: World): void {
  const { bitable } = world;
  const document = findDocument(base.appToken, world) ?? refuse(1061044);
  const editsRecords = [...base.tables.values()].some(
    (table) => accessTo({ bitable, base, table }, identity).editsRecords,
  );
  if (!editsRecords || !reaches(rightTo(document, identity, world), 'edit')) refuse(1061004);
}

/** The bytes that came against what was said of them. */
function checkBytes(bytes: Uint8Array, size: number, checksum: string | undefined): void {
  if (checksum !== undefined && checksum !== '' && checksum !== checksumOf(bytes)) refuse(1062008);
  if (bytes.length !== size) refuse(1062009);
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** Adler-32 as a decimal number: what zlib writes behind everything it packs. */
function checksumOf(bytes: Uint8Array): string {
  const packed = deflateSync(bytes, { level: 0 });
  return String(packed.readUInt32BE(packed.length - 4));
}
