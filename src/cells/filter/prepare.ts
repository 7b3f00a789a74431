import { NameIndex } from '../../core/choose.js';
import { InputError, type InputIssue } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { TableSchema } from '../field.js';
import { PeopleIds, type UserIdType } from '../kinds/people-ids.js';
import { type CellLookup, type LookupResults, lookupKey } from '../write/lookup.js';
import { bind } from './bind.js';
import type { CompiledCondition, FilterContext } from './condition.js';
import { checkFormulaDates } from './formula-dates.js';
import { requestFor } from './request.js';
import { reversedRanges } from './reversed-ranges.js';
import type { RowTest } from './row-tests.js';
import {
  type Comparison,
  joined,
  mapTree,
  problemAt,
  type Tree,
  type Word,
} from './syntax/comparison.js';
import { type IsFieldName, readFilter } from './syntax/parser.js';

export interface FilterOptions {
  /** The time that `today - 7` is counted from, in milliseconds. */
  readonly now: number;
  /** The `user_id_type` of the call, if it has one; otherwise the first id in the filter decides. */
  readonly userIdType?: UserIdType | undefined;
}

/** A filter that is right as far as it can be known without calls. */
export interface PreparedFilter {
  /** What must be looked up before it can be finished. */
  readonly needs: readonly CellLookup[];
  /** The kind of id that people are to be looked up by, where the filter names others by it. */
  readonly userIdType: UserIdType | undefined;
  readonly finish: (findings: LookupResults) => CompiledFilter;
}

export interface CompiledFilter {
  /** The vendor's structured filter, for search; undefined: every row. */
  readonly filter: JsonObject | undefined;
  /** A `CurrentValue` formula that was given as such, for the list endpoint. */
  readonly formula: string | undefined;
  /** Decides what the vendor cannot, over the plain cells of a record by field name; undefined where nothing is left. */
  readonly keep: RowTest | undefined;
  /** The fields that `keep` looks at. */
  readonly keepFields: readonly string[];
  /** The kind of the ids of people in the filter, to be sent as `user_id_type`. */
  readonly userIdType: UserIdType | undefined;
  /** What the reader of the answer should know: what was filtered here, or that nothing was. */
  readonly notes: readonly string[];
}

/**
 * Reads a filter in any of its forms: the language of this server, the vendor's structured filter as an object or as
 * JSON, or a `CurrentValue` formula. Throws an `InputError` with everything that is wrong in it.
 */
export function prepareFilter(
  filter: string | JsonObject,
  schema: TableSchema,
  options: FilterOptions,
): PreparedFilter {
  const fields = new NameIndex(schema.fields);
  const isFieldName = remembered((text) => fields.choose(text).fitting.length > 0);
  const { formula, tree, notes: readNotes } = readFilter(filter, isFieldName);
  checkFormulaDates(formula);
  if (tree === undefined) {
    const { userIdType } = options;
    const notes = formula === undefined && !isBlank(filter) ? [noConditions] : readNotes;
    return { needs: [], userIdType, finish: () => ({ ...everything, formula, userIdType, notes }) };
  }
  const needs = new Map<string, CellLookup>();
  const compile = (find: FilterContext['find']) => compiled(tree, schema, { options, find });
  // Once over with stand-ins finds what is wrong, and what is to be looked up.
  const { userIdType } = compile((need) => {
    needs.set(lookupKey(need), need);
    return [lookupKey(need)];
  });
  return {
    needs: [...needs.values()],
    userIdType,
    finish: (findings) => compile((need, word) => found(need, word, findings)),
  };
}

/** A long filter names the same few fields again and again. */
function remembered(isFieldName: IsFieldName): IsFieldName {
  const known = new Map<string, boolean>();
  return (text) => {
    const found = known.get(text) ?? isFieldName(text);
    known.set(text, found);
    return found;
  };
}

const noConditions = 'the filter has no conditions: all records';

function isBlank(filter: string | JsonObject): boolean {
  return typeof filter === 'string' && filter.trim() === '';
}

const everything: CompiledFilter = {
  filter: undefined,
  formula: undefined,
  keep: undefined,
  keepFields: [],
  userIdType: undefined,
  notes: [],
};

function found(need: CellLookup, word: Word, findings: LookupResults): readonly string[] {
  const finding = findings.get(lookupKey(need));
  if (finding !== undefined && 'id' in finding) {
    return finding.ids ?? [finding.id];
  }
  throw problemAt(word, finding?.problem ?? 'was not looked up', finding?.allowed);
}

interface Given {
  readonly options: FilterOptions;
  readonly find: FilterContext['find'];
}

function compiled(
  tree: Tree<Comparison>,
  schema: TableSchema,
  { options, find }: Given,
): CompiledFilter {
  const people = new PeopleIds(options.userIdType);
  const setting = { timeZone: schema.timeZone, now: options.now, people, find };
  const bound = bindAll(tree, schema, setting);
  return { ...requestFor(bound), formula: undefined, userIdType: people.type };
}

/** As many issues as a reader can use. */
const maxIssues = 20;

function firstOf(issues: readonly InputIssue[]): readonly InputIssue[] {
  const more = issues.length - maxIssues;
  return more <= 0
    ? issues
    : [...issues.slice(0, maxIssues), { path: '', problem: `and ${more} more` }];
}

/** All that is wrong at once. */
function bindAll(
  tree: Tree<Comparison>,
  schema: TableSchema,
  setting: FilterContext,
): Tree<CompiledCondition> {
  const issues: InputIssue[] = [];
  const bound = mapTree(tree, (comparison): Tree<CompiledCondition> => {
    try {
      return bind(comparison, schema, setting);
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      issues.push(...error.issues);
      return joined('and', []);
    }
  });
  issues.push(...reversedRanges(bound));
  if (issues.length > 0) {
    throw new InputError(firstOf(issues));
  }
  return bound;
}
