import type { Field, TableSchema } from '../../../../cells/field.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { plainCell } from '../../../../cells/read/plain.js';
import {
  type CellLookup,
  type LookupResult,
  type LookupResults,
  lookupKey,
} from '../../../../cells/write/lookup.js';
import { type PreparedRows, prepareRows } from '../../../../cells/write/writing.js';
import { InputError, type InputIssue } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import { cellText } from '../../../../files/rows/cell-text.js';
import type { FileRow } from '../../../../files/rows/row-format.js';
import { allowedText } from '../../../answer/issue-text.js';
import type { RefusedRow } from './refused-rows.js';
import { cellsOf, isBlank, type ReadyRow, type SourceRow } from './scan-file.js';
import { type Targets, textColumn } from './targets.js';

export interface CheckedRows {
  readonly ready: readonly ReadyRow[];
  readonly refused: readonly RefusedRow[];
  readonly blank: number;
}

type UserIdType = PreparedRows['userIdType'];
type IssuesOf = (prepared: PreparedRows) => readonly InputIssue[];

/** Rows in which nothing is wrong so far, made ready together. */
interface Sifted {
  readonly rows: readonly ReadyRow[];
  readonly prepared: PreparedRows;
  readonly refused: readonly RefusedRow[];
}

/** Turns rows of a file into what the vendor takes, and sets those aside that cannot be. */
export class RowCheck {
  /** Of the people in the rows: the first id of the file decides. */
  userIdType: UserIdType;
  /** By field, the options that come into being. */
  readonly newOptions = new Map<string, Set<string>>();
  readonly notes = new Set<string>();
  readonly #textFields: ReadonlySet<string>;

  constructor(
    private readonly schema: TableSchema,
    private readonly targets: Targets,
    private readonly found: LookupResolver,
    private readonly createOptions: boolean,
  ) {
    this.#textFields = new Set(schema.fields.filter(isText).map(({ name }) => name));
  }

  async check(rows: readonly SourceRow[]): Promise<CheckedRows> {
    const faults = rows.flatMap((row) => this.#faultIn(row));
    const read = rows.flatMap((row) =>
      'values' in row && !this.#isUnread(row) ? [this.#readyRow(row)] : [],
    );
    const filled = read.filter(({ fields }) => Object.keys(fields).length > 0);
    const { ready, refused } = await this.#written(filled);
    return {
      ready,
      refused: [...faults, ...refused].sort((a, b) => a.line - b.line),
      blank: read.length - filled.length,
    };
  }

  #faultIn(row: SourceRow): readonly RefusedRow[] {
    const { line } = row;
    if ('problem' in row) {
      return [{ line, reason: row.problem, row: { raw: row.raw } }];
    }
    return this.#isUnread(row) ? [{ line, reason: unread, row: { values: row.values } }] : [];
  }

  /** What an earlier import could not read is still to be mended. */
  #isUnread({ values }: FileRow): boolean {
    return !this.targets.has(textColumn) && !isBlank(values[textColumn]);
  }

  #readyRow({ index, line, values }: SourceRow & { readonly values: JsonObject }): ReadyRow {
    const cells = Object.entries(cellsOf(values, this.targets)).map(([name, value = null]) => {
      if (typeof value !== 'object' || !this.#textFields.has(name)) {
        return [name, value] as const;
      }
      this.#note(`${name}: lists and objects became text`);
      return [name, cellText(plainCell(value))] as const;
    });
    return { index, line, values, fields: Object.fromEntries(cells) };
  }

  async #written(rows: readonly ReadyRow[]): Promise<Omit<CheckedRows, 'blank'>> {
    const shaped = this.#sift(rows, ({ issues }) => issues, this.#prepare(rows));
    const known = await this.found.beforeFiles(shaped.prepared.needs);
    const named = this.#sift(shaped.rows, ({ finish }) => finish(known).issues, shaped.prepared);
    const all = await this.found.withFiles(named.prepared.needs);
    const complete = this.#sift(named.rows, ({ finish }) => finish(all).issues, named.prepared);
    return {
      ready: this.#finished(complete, all),
      refused: [shaped, named, complete].flatMap(({ refused }) => refused),
    };
  }

  /** Looks at all rows together; only where something is wrong, one by one for whose it is. */
  #sift(rows: readonly ReadyRow[], issuesOf: IssuesOf, prepared: PreparedRows): Sifted {
    this.userIdType ??= prepared.userIdType;
    if (issuesOf(prepared).length === 0) {
      return { rows, prepared, refused: [] };
    }
    const judged = rows.map((row) => ({ row, issues: issuesOf(this.#prepare([row])) }));
    const kept = judged.filter(({ issues }) => issues.length === 0).map(({ row }) => row);
    const refused = judged
      .filter(({ issues }) => issues.length > 0)
      .map(({ row, issues }) => refusedRow(row, issues));
    return { rows: kept, prepared: this.#prepare(kept), refused };
  }

  #finished({ rows, prepared }: Sifted, findings: LookupResults): readonly ReadyRow[] {
    for (const { field, names } of prepared.newOptions) {
      this.newOptions.set(field, new Set([...(this.newOptions.get(field) ?? []), ...names]));
    }
    for (const note of prepared.notes) {
      this.#note(note);
    }
    const finished = prepared.finish(findings).rows;
    return rows.map((row, index) => ({ ...row, fields: finished[index] ?? {} }));
  }

  #note(text: string): void {
    if (this.notes.size < maxNotes) {
      this.notes.add(text);
    }
  }

  #prepare(rows: readonly ReadyRow[]): PreparedRows {
    const { createOptions, userIdType } = this;
    const cells = rows.map(({ fields }) => fields);
    return prepareRows(cells, this.schema, { createOptions, userIdType, pathOf: () => rowPath });
  }
}

const unread = `could not be read: put its columns in place of ${textColumn}`;
const maxNotes = 10;
/** Stands before the field in the path of an issue. */
const rowPath = 'row';
const maxReasons = 3;

function isText(field: Field): boolean {
  return kindOf(field).isFreeText === true;
}

function refusedRow({ line, values }: ReadyRow, issues: readonly InputIssue[]): RefusedRow {
  const reasons = issues.slice(0, maxReasons).map((issue) => {
    const field = issue.path.slice(rowPath.length + 1);
    const allowed = allowedText(issue);
    return `${field} ${issue.problem}${allowed === undefined ? '' : ` (takes ${allowed})`}`;
  });
  const more = issues.length - reasons.length;
  const reason = [...reasons, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  return { line, reason, row: { values } };
}

/** What is remembered, so that the same people and records are looked up once for many rows. */
const maxRemembered = 5_000;

type LookUp = (needs: readonly CellLookup[]) => Promise<LookupResults>;

/** Remembers what rows need: people, records, files. */
export class LookupResolver {
  readonly #known = new Map<string, LookupResult>();

  constructor(private readonly lookUp: LookUp) {}

  /** What is found of the needs. Files count as found: they are uploaded when all else is. */
  async beforeFiles(needs: readonly CellLookup[]): Promise<LookupResults> {
    const others = needs.filter(({ kind }) => kind !== 'file');
    const files = needs.filter(({ kind }) => kind === 'file');
    const found = await this.#find(others, (unknown) => this.lookUp(unknown));
    return new Map([...found, ...files.map((need) => [lookupKey(need), { id: '' }] as const)]);
  }

  /** The same with the files. */
  async withFiles(needs: readonly CellLookup[]): Promise<LookupResults> {
    return this.#find(needs, async (unknown) => {
      const found: (readonly [string, LookupResult])[] = [];
      for (const need of unknown) {
        found.push(...(await this.#orRefusal(need)));
      }
      return new Map(found);
    });
  }

  async #find(needs: readonly CellLookup[], lookUp: LookUp): Promise<LookupResults> {
    const known = needs.flatMap((need) => {
      const finding = this.#known.get(lookupKey(need));
      return finding === undefined ? [] : [[lookupKey(need), finding] as const];
    });
    const keys = new Set(known.map(([key]) => key));
    const unknown = needs.filter((need) => !keys.has(lookupKey(need)));
    const found = unknown.length === 0 ? new Map<string, LookupResult>() : await lookUp(unknown);
    this.#remember(found);
    return new Map([...known, ...found]);
  }

  #remember(found: LookupResults): void {
    if (this.#known.size + found.size > maxRemembered) {
      this.#known.clear();
    }
    for (const [key, finding] of found) {
      this.#known.set(key, finding);
    }
  }

  /** A file that may not be touched is wrong with its row alone. */
  async #orRefusal(need: CellLookup): Promise<readonly (readonly [string, LookupResult])[]> {
    try {
      return [...(await this.lookUp([need]))];
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      const problem = error.issues.map((issue) => `${issue.path} ${issue.problem}`).join('; ');
      return [[lookupKey(need), { problem }]];
    }
  }
}
