import { PartialTaskError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { type Change, changesBetween, reportChanges } from '../../answer/changes.js';
import { headline, isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import { refusal } from '../resolve/issues.js';
import { objectsIn } from '../resolve/reply-values.js';
import { deltaOf, hasDelta } from '../resolve/set-values.js';
import { storedRule } from './rules.js';
import type { ProjectWrite, ShownParts, StoredRule } from './stored-rule.js';

/** A write with what is stored in it, and what was stored before. */
export interface MergedWrite {
  readonly args: JsonObject;
  /** Undefined where nothing is to be shown. */
  readonly before: ShownParts | undefined;
}

/** Reads what is stored and puts the whole call together; a read that fails sends nothing where it was needed. */
export async function mergeStored(write: ProjectWrite): Promise<MergedWrite> {
  const rule = storedRule(write.name);
  const { replace, ...args } = write.args;
  if (rule === undefined) {
    return { args: newLists(args), before: undefined };
  }
  return merged(rule, { ...write, args }, replace === true);
}

async function merged(
  rule: StoredRule,
  own: ProjectWrite,
  isAsGiven: boolean,
): Promise<MergedWrite> {
  const { args } = own;
  if (isAsGiven && hasDelta(args)) {
    throw refusal('replace', 'sends lists as they are given', 'plain lists, not {add, remove}');
  }
  const isNeeded = !isAsGiven && rule.needsStored(args);
  const isShown = own.context.answers === 'full' && rule.isReadable?.(own) !== false;
  const stored = isNeeded || isShown ? await read(rule, own, isNeeded) : undefined;
  if (stored === undefined) {
    return { args, before: undefined };
  }
  return {
    args: isNeeded ? ((await rule.merge?.(stored, own)) ?? args) : args,
    before: isShown ? await rule.shown(stored, own) : undefined,
  };
}

/** What is created has no list yet to be changed. */
function newLists(args: JsonObject): JsonObject {
  const { field_value_pairs: pairs } = args;
  return hasDelta(pairs)
    ? {
        ...args,
        field_value_pairs: objectsIn(pairs).map((pair) => {
          const delta = deltaOf(pair['field_value']);
          return delta === undefined ? pair : { ...pair, field_value: delta.add };
        }),
      }
    : args;
}

async function read(
  rule: StoredRule,
  write: ProjectWrite,
  isNeeded: boolean,
): Promise<JsonObject | undefined> {
  try {
    return await rule.read(write);
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    if (isNeeded) {
      throw unread(error, write);
    }
    write.context.note(`the old values could not be read (${whyOf(error)})`);
    return undefined;
  }
}

function unread(error: Parameters<typeof headline>[0], { args }: ProjectWrite) {
  const next = hasDelta(args)
    ? 'Give whole lists in place of {add, remove} to write without a read.'
    : '"replace": true sends the call as it is given.';
  const message =
    'Nothing was sent: what is stored could not be read, and the write needs it to keep what is not named.';
  return new PartialTaskError(message, [next], error);
}

function whyOf(error: Parameters<typeof headline>[0]): string {
  return headline(error, 'read').replace(/\.$/, '');
}

/** Adds to an outcome what the write changed, old and new. */
export async function withChanges(
  outcome: Outcome,
  write: ProjectWrite,
  before: ShownParts | undefined,
): Promise<Outcome> {
  const rule = storedRule(write.name);
  if (rule === undefined || before === undefined) {
    return outcome;
  }
  try {
    const after = await rule.shown(await rule.read(write), write);
    return reported(outcome, write, before, after);
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const note = `written, but the new values could not be read back (${whyOf(error)})`;
    return { ...outcome, notes: [...outcome.notes, note] };
  }
}

function reported(
  { facts, notes }: Outcome,
  { name, args }: ProjectWrite,
  before: ShownParts,
  after: ShownParts,
): Outcome {
  const rule = storedRule(name);
  const changes = changesOf(before, after);
  const report = reportChanges(changes, rule?.idColumn);
  const unseen = rule?.unseen?.(args);
  const unchanged = unchangedNotes(rule, changes, after);
  return {
    facts: { ...facts, ...report.facts },
    notes: [...notes, ...report.notes, ...(unseen === undefined ? unchanged : [unseen])],
  };
}

function changesOf(before: ShownParts, after: ShownParts): readonly Change[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.flatMap((id) => {
    const [old, now] = [before.get(id) ?? {}, after.get(id) ?? {}];
    const labels = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const changes = changesBetween(old, now, labels);
    return id === '' ? changes : changes.map((change) => ({ ...change, id }));
  });
}

/** A value that is as it was may have been so before, or have been dropped. */
function unchangedNotes(
  rule: StoredRule | undefined,
  changes: readonly Change[],
  after: ShownParts,
): readonly string[] {
  if (changes.length === 0) {
    return ['nothing changed: what is stored is as it was before'];
  }
  const changed = new Set(changes.map(({ id = '', field }) => `${id} ${field}`));
  const same = [...after].flatMap(([id, parts]) =>
    Object.keys(parts)
      // Of roles, those that are not named are as they were.
      .filter((field) => !changed.has(`${id} ${field}`) && !field.includes('.'))
      .map((field) => (id === '' ? field : `${field} of ${id}`)),
  );
  return rule?.showsNamed === true && same.length > 0 ? [`as before: ${same.join(', ')}`] : [];
}
