import type { JsonObject } from '../../../core/json.js';

export interface DocxDocument {
  readonly documentId: string;
  readonly title: string;
  /** open_id */
  ownerId: string;
  readonly revision: number;
  /** As the vendor replies them, the page itself first. */
  readonly blocks: readonly DocxBlock[];
}

export interface DocxBlock extends JsonObject {
  readonly block_id: string;
}
