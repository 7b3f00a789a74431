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
export const rowFormats = ['csv', 'tsv', 'json', 'jsonl', 'xlsx'] as const;
export type RowFormat = (typeof rowFormats)[number];

/** The local files that tools may touch; everything else is refused by name of the argument. */
export interface Files {
  /** Without symbolic links. None: local files are off. */
  readonly folders: readonly string[];
  open(path: string, options: OpenOptions): Promise<LocalFile>;
  create(path: string, options: CreateOptions): Promise<LocalSink>;
  /** Refuses what `create` would refuse, as far as that can be told before there is anything to write. */
  check(path: string, options: Pick<CreateOptions, 'argument'>): Promise<CheckedTarget>;
}

export interface OpenOptions {
  /** The argument that holds the path; refusals name it. */
  readonly argument: string;
  readonly maxBytes?: number;
}

export interface CreateOptions {
  /** The argument that holds the path; refusals name it. */
  readonly argument: string;
  /** What the file is called where the path is a folder. */
  readonly name?: string;
  /**
   * A file of the same name stays, but for one that was made by the same work in this process and is unchanged
   * since, or that says the same: the new one takes its place. Absent: it always stays.
   */
  readonly madeBy?: string | undefined;
}

/** Where a new file would go. */
export interface CheckedTarget {
  /** Whether the path is a folder, in which the file still needs a name. */
  readonly isFolder: boolean;
}
