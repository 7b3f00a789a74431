import { isDeepStrictEqual } from 'node:util';
import { ApiError, InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, listAll, type ToolContext, tableRefOf } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { readFields } from '../query/table-schema.js';
import { alreadySo, changeOf, type FieldChange, withFacts } from './field-change.js';
import {
  type FieldPlace,
  fieldIssues,
  primaryIssue,
  takenName,
  withStandards,
  wordOf,
} from './field-rules.js';
import { isFixed, type MergedField, mergeField } from './merge-field.js';
import { readFirst } from './read-first.js';
import { replacedField, replacementOf } from './replaced-field.js';

/** Reads a field, puts what the call names over it, and sends the whole: the vendor replaces it. */
export function fieldUpdateSteps(): EndpointSteps {
  let change: FieldChange | undefined;
  let isDone = false;
  return {
    locked: true,
    async before(args, context) {
      const { convert: _, replace, ...given } = args;
      if (replace === true) {
        const replacement = replacementOf(given, context);
        change = await replacedChange(replacement, context);
        return replacement;
      }
      change = await readChange(args, context);
      const { app_token, table_id, field_id } = given;
      return { app_token, table_id, field_id, ...change.merged.after };
    },
    async unsent() {
      return change === undefined || !isUnchanged(change.merged) ? undefined : alreadySo(change);
    },
    after: async (outcome, _, context) =>
      change === undefined || isDone ? outcome : withFacts(outcome, change, context),
    async failed(error) {
      if (change === undefined || !isNoChange(error)) {
        throw error;
      }
      isDone = true;
      return alreadySo(change);
    },
  };
}

async function readChange(args: Args, context: ToolContext): Promise<FieldChange> {
  const { items, timeZone } = await readFirst('the field', listedFields(args, context));
  const candidates = items.map((item) => ({
    item,
    id: String(item['field_id']),
    name: String(item['field_name']),
  }));
  const wanted = { what: 'field', name: String(args['field_id']), path: 'field_id' };
  const listed = choose({ ...wanted, idWord: 'id' }, candidates).item;
  const merged = withRules(mergeField(listed, args), { listed, items, args, context });
  if (merged.leftOut.length > 0) {
    const names = merged.leftOut.map(({ name }) => String(name)).join(', ');
    context.note(`options that the list leaves out stay: ${names}; {remove: [name]} deletes`);
  }
  return changeOf(merged, { table: args, listed, timeZone }, context);
}

/** What a replacement does to the field, where that is shown and can be read. */
async function replacedChange(sent: Args, context: ToolContext): Promise<FieldChange | undefined> {
  if (context.answers === 'short') {
    return undefined;
  }
  try {
    const { items, timeZone } = await listedFields({ ...sent, convert: true }, context);
    const listed = items.find((item) => item['field_id'] === sent['field_id']);
    const merged = listed && replacedField(listed, isJsonObject(sent) ? sent : {});
    return listed && merged && (await changeOf(merged, { table: sent, listed, timeZone }, context));
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    context.note(`changes are not shown: the field could not be read (${error.message})`);
    return undefined;
  }
}

async function listedFields(args: Args, context: ToolContext) {
  const { app_token, table_id, convert } = args;
  if (convert === true) {
    const { items, schema } = await readFields(context, tableRefOf(args));
    return { items, timeZone: schema.timeZone };
  }
  const items = await listAll(context, 'bitable_fields_list', { app_token, table_id });
  return { items, timeZone: 'UTC' };
}

interface Checked {
  readonly listed: JsonObject;
  readonly items: readonly JsonObject[];
  readonly args: Args;
  readonly context: ToolContext;
}

/** Refuses what the vendor would refuse, and a conversion that nobody asked for. */
function withRules(merged: MergedField, { listed, items, args, context }: Checked): MergedField {
  const { before, after, changesType, keepsForm } = merged;
  const place = { path: '', name: listed['field_name'] };
  const isTaken = items.some(
    (item) => item !== listed && item['field_name'] === after['field_name'],
  );
  const isPrimary = changesType && listed['is_primary'] === true;
  const primary = isPrimary ? primaryIssue(after, place) : undefined;
  const issues = [
    ...(isFixed(Number(before['type'])) ? [fixedIssue(before)] : []),
    ...(args['convert'] === true ? [] : conversionIssues(merged)),
    ...(isTaken ? [takenName(String(after['field_name']), place)] : []),
    ...(primary === undefined ? [] : [primary]),
    ...newIssues(merged, args, place),
  ];
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return keepsForm ? merged : { ...merged, after: withStandards(after, place, context.note) };
}

/** What is wrong with a definition and was not already: what is stored is right for the vendor, whatever it is. */
function newIssues(
  { before, after, keepsForm }: MergedField,
  args: Args,
  place: FieldPlace,
): readonly InputIssue[] {
  const old = keepsForm ? fieldIssues(before, place) : [];
  return fieldIssues(withAsked(after, args), place).filter(
    (issue) => !old.some((known) => isDeepStrictEqual(known, issue)),
  );
}

/** A merged definition with an empty property, where the caller sends one that the type refuses. */
function withAsked(after: JsonObject, { property }: Args): JsonObject {
  return after['property'] === undefined &&
    isJsonObject(property) &&
    Object.keys(property).length > 0
    ? { ...after, property }
    : after;
}

function fixedIssue(before: JsonObject): InputIssue {
  const problem = `is ${wordOf(before)}, which the vendor lets nobody change through its API`;
  return { path: 'field_id', problem };
}

function conversionIssues(merged: MergedField): readonly InputIssue[] {
  const { before, after, changesType, movesLink } = merged;
  const issue = {
    path: 'type',
    problem: `would make ${wordOf(before)} (type ${String(before['type'])}) ${wordOf(after)} (type ${String(after['type'])}): the cells are converted, and what does not fit is lost`,
    allowed: 'convert: true beside it, or no type',
  };
  return [...(changesType ? [issue] : []), ...(movesLink ? [movedLinkIssue] : [])];
}

const movedLinkIssue: InputIssue = {
  path: 'property.table_id',
  problem: 'is another table than the link leads to: the links that its cells hold are lost',
  allowed: 'convert: true beside it, or no table_id',
};

function isUnchanged({ before, after, asksForMore }: MergedField): boolean {
  return !asksForMore && isDeepStrictEqual(before, after);
}

const dataNotChange = 1254606;

function isNoChange(error: unknown): boolean {
  return error instanceof ApiError && error.facts.code === dataNotChange;
}
