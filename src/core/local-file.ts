/** A file of this machine, read block by block; each reading begins at the start. */
export interface LocalFile {
  readonly name: string;
  /** Without symbolic links. */
  readonly path: string;
  readonly size: number;
  /** Blocks of exactly this size, but for the last. */
  blocks(size: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Where a downloaded file is written; nothing of it stays unless `finish` is called. */
export interface LocalSink {
  write(chunk: Uint8Array): Promise<void>;
  finish(): Promise<{ path: string; size: number }>;
  discard(): Promise<void>;
}

/** The forms that the rows of a local file can have. */
export const rowFormats = ['csv', 'tsv', 'json', 'jsonl'] as const;
export type RowFormat = (typeof rowFormats)[number];
