import type { DocumentKind } from '../drive/documents.js';

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

export interface Wiki {
  /** By node token. */
  readonly nodes: Map<string, WikiNode>;
}
