import { InputError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import { pathText, valueAt } from '../../core/path.js';
import { maxAnswerTokens, sizeOf, textSize } from './budget.js';
import { type AskedPart, type Cut, cutToFit, partAt } from './cut.js';
import type { Outcome } from './result.js';

/** The part of an answer that a repeated call asks for; it cannot name one where it writes. */
export interface PartArgs {
  readonly part?: unknown;
  readonly offset?: unknown;
}

/** For the notes on what is cut, and for what the text of an answer takes beyond its facts. */
const reserved = 1_200;

interface FitOptions {
  /** The same call again reads the same, so that it can ask for a part. */
  readonly isRead: boolean;
  /** The text of which the end is shown first. */
  readonly endFirst?: string | undefined;
}

/** Cuts an answer that is too large, and notes what is cut and how to read it. */
export function fitAnswer(
  { facts, notes }: Outcome,
  { part, offset }: PartArgs,
  { isRead, endFirst }: FitOptions,
): Outcome {
  const asked = askedPart(facts, part, offset);
  const cut = cutToFit(facts, maxAnswerTokens - reserved - sizeOf(notes), asked, endFirst);
  return { facts: cut.facts, notes: [...notes, ...cutNotes(cut.cuts, isRead)] };
}

function askedPart(facts: JsonObject, part: unknown, offset: unknown): AskedPart | undefined {
  if (typeof part !== 'string') {
    refuseOffset(offset === undefined ? undefined : 'needs part, which a note names with it');
    return undefined;
  }
  const path = partAt(facts, part);
  if (path === undefined) {
    const problem = `no list or text ${JSON.stringify(part)} in the answer`;
    throw new InputError([{ path: 'part', problem, allowed: Object.keys(facts).join(', ') }]);
  }
  const from = Number(offset ?? 0);
  const length = lengthOf(valueAt(facts, path));
  const isBeyond = from > 0 && from >= length;
  refuseOffset(isBeyond ? `was ${from}, but ${part} ends at ${length - 1}` : undefined);
  return { path, from };
}

function refuseOffset(problem: string | undefined): void {
  if (problem !== undefined) {
    throw new InputError([{ path: 'offset', problem }]);
  }
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) || typeof value === 'string' ? value.length : 0;
}

/** Cuts that are noted one by one. */
const maxNoted = 8;

function cutNotes(cuts: readonly Cut[], isRead: boolean): readonly string[] {
  const noted = cuts.slice(0, maxNoted).map((cut) => cutNote(cut, isRead));
  const more = cuts.length - noted.length;
  return more > 0 ? [...noted, `${more} more lists or texts are cut`] : noted;
}

function cutNote({ path, unit, from, to, total }: Cut, isRead: boolean): string {
  const place = pathText(path);
  const shown =
    to === from ? `none of its ${total} ${unit}` : `${unit} ${from} to ${to - 1} of ${total}`;
  // Of what ends the text, the start is missing.
  const [what, offset] = to === total ? ['start', 0] : ['rest', to];
  const rest = isRead
    ? `the ${what}: the same call with part ${JSON.stringify(place)} and offset ${offset}`
    : `the ${what} did not fit the answer: read it again to see it`;
  return `${place} holds ${shown}; ${rest}`;
}

/** Cuts the text of a failure that is too large. */
export function fitText(text: string): string {
  if (textSize(text) <= maxAnswerTokens) {
    return text;
  }
  const { facts } = cutToFit({ text }, maxAnswerTokens - reserved);
  return `${String(facts['text'])}\n(cut here: the text has ${text.length} characters)`;
}
