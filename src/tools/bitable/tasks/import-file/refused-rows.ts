import type { LocalFile } from '../../../../core/local-file.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { type RefusedRow, type RefusedWriter, refusedPath, refusedWriter } from './refused-file.js';
import type { Survey } from './scan-file.js';

/** Refusals that the answer shows; the file has them all. */
const maxShown = 20;

/** Where refused rows go: all into a new file, the first into the answer. */
export class RefusedRows {
  readonly shown: Pick<RefusedRow, 'line' | 'reason'>[] = [];
  count = 0;
  #writer: RefusedWriter | undefined;

  constructor(private readonly open: () => Promise<RefusedWriter>) {}

  async add(rows: readonly RefusedRow[]): Promise<void> {
    for (const row of rows) {
      this.count += 1;
      if (this.shown.length < maxShown) {
        this.shown.push({ line: row.line, reason: row.reason });
      }
      this.#writer ??= await this.open();
      await this.#writer.write(row);
    }
  }

  /** Gives the file its name; undefined where nothing was refused. */
  async finish(): Promise<string | undefined> {
    const finished = await this.#writer?.finish();
    return finished?.path;
  }

  async discard(): Promise<undefined> {
    await this.#writer?.discard();
  }
}

/** The refused rows of an import, in a file beside the one that they come from. */
export function refusedRowsOf(context: ToolContext, file: LocalFile, survey: Survey): RefusedRows {
  const path = refusedPath(file, survey);
  return new RefusedRows(async () =>
    refusedWriter(await context.files.create(path, { argument: 'path' }), survey),
  );
}

/** The same where nothing may be written. */
export function countedRefusals(): RefusedRows {
  return new RefusedRows(async () => ({
    write: async () => undefined,
    finish: async () => ({ path: '', size: 0 }),
    discard: async () => undefined,
  }));
}
