import { NameIndex } from '../../core/choose.js';
import { InputError, type InputIssue } from '../../core/errors.js';
import { quoted } from '../../core/text.js';
import type { Field } from '../field.js';
import { readWord } from '../kinds/checkbox.js';
import type { CellFamily } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import { groupId } from '../kinds/people.js';
import { PeopleIds } from '../kinds/people-ids.js';
import { isSurelyRecordId, recordId } from '../kinds/references.js';
import { optionsOf } from '../kinds/select.js';
import { Calendar } from '../time/calendar.js';
import { readSpan, type Span } from '../time/date-words.js';
import { type CellLookup, emailAddress, type LookupResults, lookupKey } from '../write/lookup.js';
import { numberAt } from './number-word.js';
import { problemAt, remedyAmong, remedyFor, type Word } from './syntax/comparison.js';

/**
 * The values of a condition that the vendor keeps, in a view or in the rule of a role. Unlike those of a search they
 * are ids: of options, people and records; and they are judged again with every look, so that a date counted from
 * today takes one of the vendor's own words.
 */
export interface StoredCondition {
  readonly field: Field;
  readonly values: readonly string[];
  /** Where the values stand in the arguments. */
  readonly path: string;
}

export interface StoredOptions {
  readonly timeZone: string;
  /** In milliseconds. */
  readonly now: number;
}

/** Conditions that are right as far as it can be known without calls. */
export interface PreparedConditions {
  /** What must be looked up before they can be finished. */
  readonly needs: readonly CellLookup[];
  /** The values of each condition in the vendor's terms. */
  readonly finish: (findings: LookupResults) => readonly (readonly string[])[];
}

/** Throws an `InputError` with everything that is wrong in them. */
export function prepareConditions(
  conditions: readonly StoredCondition[],
  options: StoredOptions,
): PreparedConditions {
  const needs = new Map<string, CellLookup>();
  const inAll = (find: Find) => everyCondition(conditions, { ...options, find });
  inAll((need) => {
    needs.set(lookupKey(need), need);
    return '';
  });
  return {
    needs: [...needs.values()],
    finish: (findings) => inAll((need, word) => foundId(need, word, findings)),
  };
}

type Find = (need: CellLookup, word: Word) => string;

interface Setting extends StoredOptions {
  readonly find: Find;
}

function foundId(need: CellLookup, word: Word, findings: LookupResults): string {
  const finding = findings.get(lookupKey(need));
  if (finding !== undefined && 'id' in finding) {
    return finding.id;
  }
  throw problemAt(word, finding?.problem ?? 'was not looked up', finding?.allowed);
}

function everyCondition(
  conditions: readonly StoredCondition[],
  setting: Setting,
): readonly (readonly string[])[] {
  const issues: InputIssue[] = [];
  const found = conditions.map((condition) => {
    try {
      return valuesOf(condition, setting);
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      issues.push(...error.issues);
      return [];
    }
  });
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return found;
}

function valuesOf({ field, values, path }: StoredCondition, setting: Setting): readonly string[] {
  const { family } = kindOf(field);
  if (family === 'date') {
    return dateValues(field, values, path, setting);
  }
  const read = readers[family];
  return read === undefined ? values : values.map((text) => read({ text, path }, field, setting));
}

type ReadValue = (word: Word, field: Field, setting: Setting) => string;

/** Texts, and what is computed, are compared as they are written. */
const readers: Readonly<Partial<Record<CellFamily, ReadValue>>> = {
  option: optionId,
  person: (word, { name }, { find }) => {
    if (emailAddress.test(word.text)) {
      return find({ kind: 'person', email: word.text }, word);
    }
    if (new PeopleIds().isId(word.text)) {
      return word.text;
    }
    throw problemAt(
      word,
      `is ${quoted(word.text)}, but ${name} holds people`,
      'an open_id (ou_…) or an e-mail address',
    );
  },
  group: (word, { name }) => {
    if (groupId.test(word.text)) {
      return word.text;
    }
    throw problemAt(word, `is ${quoted(word.text)}, but ${name} holds groups`, 'a chat_id (oc_…)');
  },
  link: (word, { name, property }, { find }) => {
    const tableId = property['table_id'];
    const isId =
      typeof tableId === 'string' ? isSurelyRecordId(word.text) : recordId.test(word.text);
    if (isId) {
      return word.text;
    }
    if (typeof tableId !== 'string') {
      throw problemAt(word, `is ${quoted(word.text)}, but ${name} links to records`, 'a record_id');
    }
    return find({ kind: 'record', tableId, title: word.text }, word);
  },
  number: (word, { name }) => {
    const number = numberAt(word);
    if (number === undefined) {
      throw problemAt(
        word,
        `is ${quoted(word.text)}, but ${name} is a number field`,
        '1234.5, 12%',
      );
    }
    return String(number);
  },
  checkbox: (word, { name }) => {
    const ticked = readWord(word.text);
    if (ticked === undefined) {
      throw problemAt(word, `is ${quoted(word.text)}, but ${name} is a checkbox`, 'true or false');
    }
    return String(ticked);
  },
};

function optionId(word: Word, { name, property }: Field): string {
  const options = optionsOf(property['options']);
  const { found, fitting } = new NameIndex(options).choose(word.text);
  if (found !== undefined) {
    return found.id;
  }
  if (options.length === 0) {
    throw problemAt(word, `is ${quoted(word.text)}, but ${name} has no options`);
  }
  const isAmbiguous = fitting.length > 0;
  const problem = isAmbiguous
    ? `is ${quoted(word.text)}, which could be ${fitting.length} options of ${name}`
    : `is ${quoted(word.text)}, which is no option of ${name}`;
  throw problemAt(
    word,
    problem,
    isAmbiguous ? remedyAmong(fitting) : remedyFor(word.text, options),
  );
}

const datesAllowed =
  'a day such as 2026-11-21, or today, tomorrow, yesterday, this week, last week, this month, last month, last 7 days, next 7 days, last 30 days, next 30 days';

/** A day, which the vendor keeps as `["ExactDate", "<ms>"]`, or one of its words for days counted from today. */
function dateValues(
  { name }: Field,
  values: readonly string[],
  path: string,
  { timeZone, now }: Setting,
): readonly string[] {
  const [text, ...more] = values[0] === 'ExactDate' ? values.slice(1) : values;
  if (text === undefined) {
    return values;
  }
  const calendar = new Calendar(timeZone, now);
  const span = more.length === 0 ? readSpan(text, calendar) : undefined;
  const stored = span && storedDay(text, span, calendar);
  if (stored === undefined) {
    const why = span === undefined ? '' : ', and Feishu keeps a whole day, or one of its own words';
    const problem = `is ${quoted(values.join(', '))}, but ${name} is a date${why}`;
    throw problemAt({ text, path }, problem, datesAllowed);
  }
  return stored;
}

function storedDay(text: string, span: Span, calendar: Calendar): readonly string[] | undefined {
  if (span.keyword !== undefined) {
    return [span.keyword];
  }
  // Milliseconds stand for their day at the vendor.
  if (/^\d{12,}$/.test(text)) {
    return ['ExactDate', text];
  }
  const isDay =
    span.start === calendar.startOfDay(span.start) && span.end === calendar.dayAfter(span.start);
  return isDay && !span.isRelative ? ['ExactDate', String(span.start)] : undefined;
}
