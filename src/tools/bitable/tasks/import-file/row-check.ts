import type { FieldKind } from '../../../../cells/kinds/kind.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import type { LookupResults } from '../../../../cells/write/lookup.js';
import { type PreparedRows, prepareRows } from '../../../../cells/write/writing.js';
import type { InputIssue } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import type { FileRow } from '../../../../files/rows/row-format.js';
import { allowedText } from '../../../answer/issue-text.js';
import { literalLinkNotes } from '../../write/rich-cells.js';
import { wholeText } from './columns/json-members.js';
import { hasMissing, isBlank, type MissingWords } from './columns/missing-words.js';
import type { LookupResolver } from './lookup-resolver.js';
import type { ImportPlan } from './plan.js';
import type { RefusedRow } from './refused-rows.js';
import { cellsOf, type ReadyRow, type SourceRow } from './scan-file.js';
import { textColumn } from './targets.js';

export interface CheckedRows {
  readonly ready: readonly ReadyRow[];
  readonly refused: readonly RefusedRow[];
  readonly blank: number;
}

interface RowCheckOptions {
  readonly createOptions: boolean;
  readonly missing: MissingWords;
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
  /** By column, the cells with a word that stands for no value. */
  readonly missing = new Map<string, number>();
  readonly #textFields: ReadonlySet<string>;
  readonly #fieldsWithMissing: ReadonlySet<string>;

  constructor(
    private readonly plan: Pick<
      ImportPlan,
      'schema' | 'scan' | 'targets' | 'decimals' | 'dayOrders'
    >,
    private readonly found: LookupResolver,
    private readonly options: RowCheckOptions,
  ) {
    const named = (holds: (kind: FieldKind) => boolean) =>
      new Set(plan.schema.fields.filter((field) => holds(kindOf(field))).map(({ name }) => name));
    this.#textFields = named(({ isFreeText }) => isFreeText === true);
    this.#fieldsWithMissing = named(({ family }) => hasMissing(family));
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
    return !this.plan.targets.has(textColumn) && !isBlank(values[textColumn]);
  }

  #readyRow({ index, line, values }: SourceRow & { readonly values: JsonObject }): ReadyRow {
    const filled = this.#withoutMissing(this.plan.scan.opened.flat(values));
    const cells = Object.entries(cellsOf(filled, this.plan.targets)).map(([name, value = null]) => {
      if (typeof value !== 'object' || !this.#textFields.has(name)) {
        return [name, value] as const;
      }
      this.#note(`${name}: lists and objects became text`);
      return [name, wholeText(value)] as const;
    });
    return { index, line, values, fields: Object.fromEntries(cells) };
  }

  #withoutMissing(values: JsonObject): JsonObject {
    const { targets } = this.plan;
    const columns = Object.keys(values).filter((column) => {
      const hasWords = this.#fieldsWithMissing.has(targets.get(column) ?? '');
      return hasWords && this.options.missing.has(values[column] ?? null);
    });
    for (const column of columns) {
      this.missing.set(column, (this.missing.get(column) ?? 0) + 1);
    }
    const blanks = columns.map((column) => [column, null]);
    return columns.length === 0 ? values : { ...values, ...Object.fromEntries(blanks) };
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
    for (const note of literalLinkNotes(this.plan.schema, finished)) {
      this.#note(note);
    }
    return rows.map((row, index) => ({ ...row, fields: finished[index] ?? {} }));
  }

  #note(text: string): void {
    if (this.notes.size < maxNotes) {
      this.notes.add(text);
    }
  }

  #prepare(rows: readonly ReadyRow[]): PreparedRows {
    const { userIdType } = this;
    const { schema, decimals, dayOrders } = this.plan;
    const { createOptions } = this.options;
    const cells = rows.map(({ fields }) => fields);
    const pathOf = () => rowPath;
    return prepareRows(cells, schema, { createOptions, userIdType, decimals, dayOrders, pathOf });
  }
}

const unread = `could not be read: put its columns in place of ${textColumn}`;
const maxNotes = 10;
/** Stands before the field in the path of an issue. */
const rowPath = 'row';
const maxReasons = 3;

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
