import { isDeepStrictEqual } from 'node:util';
import { ApiError, InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, listAll, type ToolContext, tableRefOf } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { readFields } from '../query/table-schema.js';
import { type Column, type ColumnFacts, columnFacts, countUses } from './column-facts.js';
import { conversionOf } from './conversion.js';
import {
  type FieldPlace,
  fieldIssues,
  primaryIssue,
  takenName,
  withStandards,
  wordOf,
} from './field-rules.js';
import { definitionOf, isFixed, type MergedField, mergeField } from './merge-field.js';
import { readFirst } from './read-first.js';
import { changesFor } from './setting-changes.js';

/** A change of a field that was read and merged, and what was found out on the way. */
interface FieldChange {
  readonly merged: MergedField;
  readonly column: Column;
  readonly uses: readonly JsonObject[];
  /** Of the cells before a conversion. */
  readonly cells: ColumnFacts | undefined;
}

/** Reads a field, puts what the call names over it, and sends the whole: the vendor replaces it. */
export function fieldUpdateSteps(): EndpointSteps {
  let change: FieldChange | undefined;
  return {
    locked: true,
    async before(args, context) {
      const { convert: _, replace, ...given } = args;
      if (replace === true) {
        return replacementOf(given, context);
      }
      change = await readChange(args, context);
      const { app_token, table_id, field_id } = given;
      return { app_token, table_id, field_id, ...change.merged.after };
    },
    async unsent() {
      return change === undefined || !isUnchanged(change.merged) ? undefined : alreadySo(change);
    },
    after: async (outcome, _, context) =>
      change === undefined ? outcome : withFacts(outcome, change, context),
    async failed(error) {
      if (change === undefined || !isNoChange(error)) {
        throw error;
      }
      return alreadySo(change);
    },
  };
}

/** The call as the vendor takes it, for who asks for that. */
function replacementOf(given: Args, { note }: ToolContext): Args {
  const { app_token, table_id, field_id, ...sent } = given;
  const place = { path: '', name: given['field_name'] };
  const missing = ['field_name', 'type'].filter((key) => given[key] === undefined);
  const property = given['property'];
  const options = isJsonObject(property) ? property['options'] : undefined;
  const issues: InputIssue[] = [
    ...missing.map((path) => ({ path, problem: 'is required with replace: true' })),
    ...(isJsonObject(options)
      ? [{ path: 'property.options', problem: 'must be a list with replace: true' }]
      : []),
    ...fieldIssues(isJsonObject(sent) ? sent : {}, place),
  ];
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return {
    app_token,
    table_id,
    field_id,
    ...withStandards(isJsonObject(sent) ? sent : {}, place, note),
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
  const column = { table: args, listed, timeZone };
  const uses = await usesOf(merged, column, context);
  const cells = merged.changesType
    ? await readFirst('the column', columnFacts(context, column))
    : undefined;
  if (cells !== undefined) {
    context.note(`non-empty cells before the conversion: ${cells.filled}`);
  }
  return { merged, column, uses, cells };
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
    ...(changesType && args['convert'] !== true ? [conversionIssue(before, after)] : []),
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

function conversionIssue(before: JsonObject, after: JsonObject): InputIssue {
  return {
    path: 'type',
    problem: `would make ${wordOf(before)} (type ${String(before['type'])}) ${wordOf(after)} (type ${String(after['type'])}): the cells are converted, and what does not fit is lost`,
    allowed: 'convert: true beside it, or no type',
  };
}

/** Removals whose records are counted; of more the number stays unknown. */
const maxCounted = 20;

async function usesOf(
  { removedOptions }: MergedField,
  column: Column,
  context: ToolContext,
): Promise<readonly JsonObject[]> {
  const uses: JsonObject[] = [];
  for (const { name } of removedOptions.slice(0, maxCounted)) {
    const option = String(name);
    const records = await readFirst('its use', countUses(context, column, option));
    context.note(`records with the removed option ${JSON.stringify(option)}: ${records}`);
    uses.push({ name: option, records });
  }
  return [...uses, ...removedOptions.slice(maxCounted).map(({ name }) => ({ name: name ?? '' }))];
}

function isUnchanged({ before, after, asksForMore }: MergedField): boolean {
  return !asksForMore && isDeepStrictEqual(before, after);
}

const dataNotChange = 1254606;

function isNoChange(error: unknown): boolean {
  return error instanceof ApiError && error.facts.code === dataNotChange;
}

function alreadySo({ column: { listed } }: FieldChange): Outcome {
  return { facts: { field: listed }, notes: ['already so: nothing was changed'] };
}

async function withFacts(
  { facts, notes }: Outcome,
  change: FieldChange,
  context: ToolContext,
): Promise<Outcome> {
  const { merged, uses, column } = change;
  const reply = isJsonObject(facts['field']) ? facts['field'] : {};
  const stored = { ...merged.after, ...definitionOf(reply) };
  const changes = changesFor(context, merged.before, stored);
  const conversion =
    change.cells &&
    (await conversionOf(
      { cells: change.cells, column, from: wordOf(merged.before), to: wordOf(merged.after) },
      { ...column.listed, ...stored },
      context,
    ));
  return {
    facts: {
      ...facts,
      ...changes.facts,
      ...(uses.length > 0 && { removed_options: uses }),
      ...(conversion && { conversion: conversion.facts }),
    },
    notes: [...notes, ...changes.notes, ...(conversion?.notes ?? [])],
  };
}
