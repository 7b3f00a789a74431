import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { fieldIssues, withStandards } from './field-rules.js';
import { definitionOf, type MergedField, movesLink } from './merge-field.js';

/** The call as the vendor takes it, for callers who ask for that. */
export function replacementOf(given: Args, { note }: ToolContext): Args {
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

/** What a replacement leaves of a stored field, for its answer. */
export function replacedField(stored: JsonObject, sent: JsonObject): MergedField {
  const before = definitionOf(stored);
  const after = definitionOf(sent);
  const changesType = before['type'] !== after['type'];
  const kept = changesType ? undefined : optionsIn(after);
  return {
    before,
    after,
    removedOptions: kept ? optionsIn(before).filter((option) => !isKept(option, kept)) : [],
    leftOut: [],
    changesType,
    movesLink: !changesType && movesLink(before, propertyOf(after)),
    keepsForm: false,
    asksForMore: true,
  };
}

/** Options without an id go by name. */
function isKept({ id, name }: JsonObject, sent: readonly JsonObject[]): boolean {
  return sent.some((option) =>
    option['id'] === undefined ? option['name'] === name : option['id'] === id,
  );
}

function propertyOf({ property }: JsonObject): JsonObject {
  return isJsonObject(property) ? property : {};
}

function optionsIn(definition: JsonObject): readonly JsonObject[] {
  const { options } = propertyOf(definition);
  return Array.isArray(options) ? options.filter(isJsonObject) : [];
}
