import type { StoredFile } from '../../bitable/model.js';
import type { World } from '../../handler.js';
import { mediaType } from './media-types.js';

/** Files on their way in, and links that lead to those that are there; the files themselves belong to their base. */
export interface Medias {
  /** By upload id. */
  readonly uploads: Map<string, Upload>;
  /** By the code in a temporary link. */
  readonly links: Map<string, TmpLink>;
}

/** An upload in parts. */
export interface Upload {
  readonly uploadId: string;
  /** open_id */
  readonly uploaderId: string;
  readonly appToken: string;
  readonly name: string;
  readonly size: number;
  readonly blockNum: number;
  readonly expiresAt: number;
  /** By their number, from 0. */
  readonly blocks: Map<number, Uint8Array>;
}

export interface TmpLink {
  readonly fileToken: string;
  readonly expiresAt: number;
}

/** "Valid for 24 hours" (pages "Prepare upload" and "Get temporary download links"). */
export const dayMs = 24 * 60 * 60 * 1_000;

export function createMedias(): Medias {
  return { uploads: new Map(), links: new Map() };
}

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
