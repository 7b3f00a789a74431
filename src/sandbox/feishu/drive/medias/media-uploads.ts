import { refuse } from '../../../kernel/refusal.js';
import type { Handler, SandboxRequest, World } from '../../handler.js';
import {
  checkBytes,
  fieldsOfBody,
  fieldsOfForm,
  formOf,
  readDeclared,
  requiredCount,
  requiredField,
} from './media-checks.js';
import { dayMs, storeFile, type Upload } from './media-store.js';

const maxWhole = 20 * 1024 * 1024;
const blockSize = 4 * 1024 * 1024;

export const uploadAll: Handler = (request, world) => {
  const form = formOf(request);
  const field = fieldsOfForm(form);
  const { bytes } = form.get('file') ?? refuse(1061002);
  const { name, size, base } = readDeclared(field, request.identity, world, maxWhole);
  if (bytes.length > maxWhole) refuse(1061043);
  checkBytes(bytes, size, field('checksum'));
  const { appToken } = base;
  return { file_token: storeFile(world, { appToken, name, content: bytes }) };
};

export const uploadPrepare: Handler = (request, world) => {
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
};

export const uploadPart: Handler = (request, world) => {
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
};

export const uploadFinish: Handler = (request, world) => {
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
};

/** An upload that is over, or never was, is taken for one whose day has passed. */
function findUpload(uploadId: string, { identity }: SandboxRequest, world: World): Upload {
  const upload = world.medias.uploads.get(uploadId);
  if (upload === undefined || upload.expiresAt <= world.bitable.clock.now()) return refuse(1061021);
  if (upload.uploaderId !== identity.openId) refuse(1062007);
  return upload;
}
