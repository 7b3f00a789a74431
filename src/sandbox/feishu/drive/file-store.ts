import type { StoredFile } from '../bitable/model.js';
import type { World } from '../world.js';

/** "Valid for 24 hours" (pages "Prepare upload" and "Get temporary download links"). */
export const dayMs = 24 * 60 * 60 * 1_000;

/** Gives a base a file. */
export function storeFile(
  { bitable }: World,
  file: Pick<StoredFile, 'appToken' | 'name' | 'content'>,
): string {
  const fileToken = bitable.ids.newFileToken();
  const { length: size } = file.content;
  bitable.files.set(fileToken, { ...file, fileToken, size, type: mediaType(file.name) });
  return fileToken;
}

const types: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['doc', 'application/msword'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['gif', 'image/gif'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['json', 'application/json'],
  ['md', 'text/markdown'],
  ['mp3', 'audio/mpeg'],
  ['mp4', 'video/mp4'],
  ['pdf', 'application/pdf'],
  ['png', 'image/png'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain'],
  ['webp', 'image/webp'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['zip', 'application/zip'],
]);

/** The type of a file, by the ending of its name. */
function mediaType(name: string): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1] ?? '';
  return types.get(ending.toLowerCase()) ?? 'application/octet-stream';
}
