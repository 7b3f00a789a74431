import { readWord } from '../../../../cells/kinds/checkbox.js';
import { email as emailForm } from '../../../../cells/kinds/people.js';
import { parseNumber } from '../../../../cells/numbers.js';
import { readDate } from '../../../../cells/time/dates.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { type Amount, amountOf } from './parse-quantity.js';

/** What is asked of a new field, besides its name: `{type, ui_type?, property?}` (field guide A05). */
export type FieldDraft = JsonObject & { readonly type: number };

export const textDraft: FieldDraft = { type: 1 };

/** A type that the values of a column may have. It falls with the first value that does not fit. */
interface Hypothesis {
  /** Takes the next value that is not blank; false where it does not fit. */
  take(value: Json): boolean;
  /** Whether a later value leaves the type standing: it fits, or will be refused rather than changed. */
  endures(value: Json): boolean;
  /** The field for the values that were taken. */
  draft(): FieldDraft;
}

/** The first that takes every value is the type of the column. */
export function hypotheses(): readonly Hypothesis[] {
  return [phone(), number(), date(), checkbox(), url(), email()];
}

/** Numbers with a country code, Chinese mobile numbers, and such with an area code. */
const phoneForm = /^(?:\+\d[\d\s().-]{5,}\d|1[3-9]\d{9}|\(?0\d{2,3}\)?[\s-]?\d{7,8})$/;

function phone(): Hypothesis {
  return textual((text) => phoneForm.test(text), { type: 13 });
}

function number(): Hypothesis {
  let first: Amount | undefined;
  let decimals = 0;
  let grouped = false;
  const take = (value: Json) => {
    const amount = isScalar(value) ? amountOf(value) : undefined;
    if (amount === undefined) {
      return false;
    }
    first ??= amount;
    decimals = Math.max(decimals, amount.decimals);
    grouped ||= amount.grouped;
    // Amounts of several units cannot be told apart in one field.
    return amount.unit === first.unit;
  };
  return {
    take,
    endures: (value) => take(value) || parseNumber(String(value)) === undefined,
    draft: () => numberDraft(first?.unit ?? '', decimals, grouped),
  };
}

function isScalar(value: Json): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

const maxDecimals = 4;

function numberDraft(unit: string, decimals: number, grouped: boolean): FieldDraft {
  const digits = decimals === 0 ? '0' : `0.${'0'.repeat(Math.min(decimals, maxDecimals))}`;
  if (unit === '%') {
    return { type: 2, property: { formatter: decimals === 0 ? '%' : '0.00%' } };
  }
  if (unit !== '') {
    return { type: 2, ui_type: 'Currency', property: { formatter: digits, currency_code: unit } };
  }
  const marked = decimals === 0 ? '1,000' : '1,000.00';
  return { type: 2, property: { formatter: grouped ? marked : digits } };
}

/** Bare digits may be a date as well as a number. */
const dateForm = /^\d{4}\s*[-/.年]/;

function date(): Hypothesis {
  let hasTime = false;
  return {
    take(value) {
      const text = typeof value === 'string' ? value.normalize('NFKC').trim() : '';
      hasTime ||= /\d:\d\d/.test(text);
      // Whether it is a date does not depend on the zone.
      return dateForm.test(text) && readDate(text, 'UTC') !== undefined;
    },
    endures: () => true,
    draft: () => ({
      type: 5,
      property: { date_formatter: hasTime ? 'yyyy-MM-dd HH:mm' : 'yyyy-MM-dd' },
    }),
  };
}

function checkbox(): Hypothesis {
  const isWord = (text: string) => !/^\d$/.test(text) && readWord(text) !== undefined;
  const words = textual(isWord, { type: 7 });
  return { ...words, take: (value) => typeof value === 'boolean' || words.take(value) };
}

const urlForm = /^(?:\[[^\]]*\]\((?:https?|ftp):\/\/\S+\)|(?:https?|ftp):\/\/\S+)$/i;

function url(): Hypothesis {
  const addresses = textual((text) => urlForm.test(text), { type: 15 });
  return { ...addresses, take: (value) => isLink(value) || addresses.take(value) };
}

function isLink(value: Json): boolean {
  return isJsonObject(value) && typeof value['link'] === 'string' && 'text' in value;
}

function email(): Hypothesis {
  return textual((text) => emailForm.test(text), { type: 1, ui_type: 'Email' });
}

function textual(fits: (text: string) => boolean, draft: FieldDraft): Hypothesis {
  return {
    take: (value) => typeof value === 'string' && fits(value.normalize('NFKC').trim()),
    endures: () => true,
    draft: () => draft,
  };
}
