import type { JsonObject } from '../../core/json.js';
import type { Bitable } from './bitable/model.js';
import {
  createDrive,
  createMedias,
  type DocumentKind,
  type Drive,
  type Medias,
} from './drive/model.js';

/** What the handlers work on. */
export interface World {
  readonly bitable: Bitable;
  readonly drive: Drive;
  readonly medias: Medias;
  readonly wiki: Wiki;
  /** By token. */
  readonly docx: Map<string, DocxDocument>;
  /** By token. */
  readonly sheets: Map<string, Spreadsheet>;
}

/** Everything there is, of which nothing but bases is there yet. */
export function createWorld(bitable: Bitable): World {
  return {
    bitable,
    drive: createDrive(),
    medias: createMedias(),
    wiki: { spaces: new Map(), nodes: new Map() },
    docx: new Map(),
    sheets: new Map(),
  };
}

export interface DocxDocument {
  readonly documentId: string;
  readonly title: string;
  /** open_id */
  ownerId: string;
  /** Empty in the root. */
  readonly folderToken: string;
  /** Unix time in milliseconds. */
  readonly createdTime: number;
  readonly revision: number;
  /** As the vendor replies them, the page itself first. */
  readonly blocks: readonly DocxBlock[];
}

export interface DocxBlock extends JsonObject {
  readonly block_id: string;
}

export interface Spreadsheet {
  readonly token: string;
  readonly title: string;
  /** open_id */
  ownerId: string;
  /** Empty in the root. */
  readonly folderToken: string;
  /** Unix time in milliseconds. */
  readonly createdTime: number;
  readonly revision: number;
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  readonly sheetId: string;
  readonly title: string;
  readonly rowCount: number;
  readonly columnCount: number;
  /** `<app_token>_<table_id>` where a base fills the whole sheet. */
  readonly bitableToken?: string;
}

/** A page of a wiki: the place of a document in a tree. */
export interface WikiNode {
  readonly nodeToken: string;
  readonly spaceId: string;
  /** Empty for a page of the first level. */
  readonly parentToken: string;
  readonly objToken: string;
  readonly objKind: DocumentKind;
  /** Unix time in milliseconds. */
  readonly createdTime: number;
}

/** A tree of pages. */
export interface WikiSpace {
  readonly spaceId: string;
  readonly name: string;
  readonly description: string;
  /** open_id */
  readonly ownerId: string;
}

export interface Wiki {
  /** By space id. */
  readonly spaces: Map<string, WikiSpace>;
  /** By node token. */
  readonly nodes: Map<string, WikiNode>;
}
