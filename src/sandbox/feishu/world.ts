import type { Bitable } from './bitable/model.js';
import { createMedias } from './drive/medias/media-store.js';
import { createDrive } from './drive/model.js';
import type { World } from './handler.js';

/** Everything there is, of which nothing but bases is there yet. */
export function createWorld(bitable: Bitable): World {
  return {
    bitable,
    drive: createDrive(),
    medias: createMedias(),
    wiki: { nodes: new Map() },
    docx: new Map(),
    sheets: new Map(),
  };
}
