import type { Effect } from '../../core/effect.js';
import { isJsonObject, type JsonObject } from '../../core/json.js';
import type { ToolResult } from '../../core/tool.js';
import { changeLines } from './changes.js';
import { explain, type Failure, headline } from './failure-text.js';

/** Makes the facts of a result into an answer: the same as text and as structured content. */
export function renderResult(facts: JsonObject, notes: readonly string[]): ToolResult {
  const structured = notes.length > 0 ? { ...facts, notes } : facts;
  return { text: factsText(structured), structured, isError: false };
}

/** A grid as one line a row, everything else as JSON: the same facts as the structured form. */
function factsText(facts: JsonObject): string {
  const { columns, rows, changes, ...rest } = facts;
  if (isJsonObject(changes)) {
    return changesText(facts, changes);
  }
  if (!Array.isArray(columns) || !Array.isArray(rows)) {
    return JSON.stringify(facts);
  }
  const lines = [columns, ...rows].map((row) => JSON.stringify(row));
  const about = Object.keys(rest).length > 0 ? [JSON.stringify(rest)] : [];
  return [`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`, ...about, ...lines].join('\n');
}

/** Changes as one line a thing, behind everything else as JSON. */
function changesText({ changes: _, ...rest }: JsonObject, changes: JsonObject): string {
  const lines = changeLines(changes);
  return lines === undefined
    ? JSON.stringify({ ...rest, changes })
    : [JSON.stringify(rest), 'changes, old → new:', ...lines].join('\n');
}

/** What a look at the vendor's data adds to a failure. */
export interface Diagnosis {
  /** The row and field at fault, what goes there, the call to make. */
  readonly lines: readonly string[];
  /** The call was right for the data as it is now: what was known of it was old. */
  readonly outdated: boolean;
  /** What the ids in the vendor's words stand for, by id. */
  readonly names?: ReadonlyMap<string, string>;
}

interface Failed {
  readonly tool: string;
  readonly error: Failure;
  readonly notes: readonly string[];
  /** Of the call: a lost answer to a write leaves a doubt, and what was created needs its ids told. */
  readonly effect: Effect;
  /** Undefined where there is nothing to look into. */
  readonly diagnosis: Diagnosis | undefined;
}

export function renderError({ tool, error, notes, effect, diagnosis }: Failed): ToolResult {
  const lines = [
    `${tool} failed. ${headline(error, effect)}`,
    ...explain(error, effect, diagnosis?.outdated),
    ...(diagnosis?.lines ?? []),
    ...notes.map((note) => `Note: ${note}.`),
  ];
  return { text: withNames(lines.join('\n'), diagnosis?.names), isError: true };
}

/** Puts the name of each id beside it, once a line: `field_37dc84 "解决方案"`. */
function withNames(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  return [...names].reduce((told, [id, name]) => {
    const alone = new RegExp(`(?<![\\w-])${escaped(id)}(?![\\w-])`, 'g');
    return told.replace(alone, (_, offset: number) => {
      const before = told.slice(0, offset);
      const isNamed = before.endsWith(`${name}(`) || before.endsWith(`${name} (`);
      return isNamed ? id : `${id} ${JSON.stringify(name)}`;
    });
  }, text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
