import { kindOf } from '../../../cells/kinds/kinds.js';
import { type SettingRule, type SettingRules, settingsOf } from '../../../cells/kinds/settings.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Args } from '../../context/tool-context.js';
import { fieldIssues } from './field-rules.js';
import { mergeOptions } from './merge-options.js';

/** A field as it will be, and as it is, in the form in which the vendor takes it. */
export interface MergedField {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** The options that go, with what they are called. */
  readonly removedOptions: readonly JsonObject[];
  /** The options that a plain list leaves out, and that stay. */
  readonly leftOut: readonly JsonObject[];
  readonly changesType: boolean;
  /** The table that a link leads to is another: the links that cells hold are lost. */
  readonly movesLink: boolean;
  /** Whether type and form stay. */
  readonly keepsForm: boolean;
  /** It asks for something to be done that no comparison of settings shows. */
  readonly asksForMore: boolean;
}

/** Puts what a call says of a field over what is stored: what it does not name stays. */
export function mergeField(stored: JsonObject, given: Args): MergedField {
  const before = definitionOf(stored);
  const form = formOf(before, given);
  const rules = settingsOf(form.type, form.uiType) ?? {};
  const asked = isJsonObject(given['property']) ? given['property'] : {};
  const { property, removed, leftOut } = mergeProperty(
    keptSettings(before, form, rules),
    asked,
    rules,
  );
  const description = descriptionOf(before, given['description'] ?? before['description']);
  return {
    before,
    after: {
      field_name: textIn(given['field_name'])?.trim() ?? before['field_name'] ?? '',
      type: form.type,
      ...(form.uiType !== undefined && { ui_type: form.uiType }),
      ...(Object.keys(property).length > 0 && { property }),
      ...(description && { description }),
    },
    removedOptions: removed,
    leftOut,
    changesType: form.changesType,
    movesLink: !form.changesType && movesLink(before, property),
    keepsForm: form.stays,
    asksForMore: namesPassing(asked, rules) || saysMoreThanText(given['description']),
  };
}

/** A description that is emptied where none is stored asks for nothing. */
function descriptionOf(before: JsonObject, wanted: unknown): JsonObject | undefined {
  const description = isJsonObject(wanted) ? wanted : undefined;
  const isNothing = description?.['text'] === '' && before['description'] === undefined;
  return isNothing && !saysMoreThanText(description) ? undefined : description;
}

export function movesLink({ property: old }: JsonObject, now: JsonObject): boolean {
  const table = isJsonObject(old) ? old['table_id'] : undefined;
  return table !== undefined && now['table_id'] !== undefined && now['table_id'] !== table;
}

/** The type and the form that a field will have. */
interface Form {
  readonly type: number;
  /** Undefined for the plain one. */
  readonly uiType: string | undefined;
  readonly changesType: boolean;
  readonly stays: boolean;
}

function formOf(before: JsonObject, { type: given, ui_type: form }: Args): Form {
  const type = typeof given === 'number' ? given : Number(before['type']);
  const changesType = type !== before['type'];
  const old = textIn(before['ui_type']);
  const uiType = textIn(form) ?? (changesType ? undefined : old);
  return { type, uiType, changesType, stays: !changesType && uiType === old };
}

function mergeProperty(kept: JsonObject, asked: JsonObject, rules: SettingRules) {
  const { options, ...others } = asked;
  const settings = mergeSettings(kept, others, rules);
  if (rules['options'] === undefined || (kept['options'] ?? options) === undefined) {
    return {
      property: asked['options'] === undefined ? settings : { ...settings, options },
      removed: [],
      leftOut: [],
    };
  }
  const merged = mergeOptions(optionsIn(kept), options, 'property.options');
  const { removed, leftOut } = merged;
  return { property: { ...settings, options: merged.options }, removed, leftOut };
}

/** A listed field in the form in which the vendor takes it. */
export function definitionOf(stored: JsonObject): JsonObject {
  const { field_name, type = 0, ui_type: uiType, property } = stored;
  const rules = settingsOf(Number(type), textIn(uiType)) ?? {};
  const settings = isJsonObject(property) ? lasting(property, rules) : {};
  const text = descriptionText(stored['description']);
  return {
    field_name: field_name ?? '',
    type,
    ...(typeof uiType === 'string' && uiType !== '' && { ui_type: uiType }),
    ...(Object.keys(settings).length > 0 && { property: settings }),
    ...(text !== '' && { description: { text } }),
  };
}

/** Listings give the description as text, or as its segments; writes as `{text}`. */
function descriptionText(description: Json | undefined): string {
  if (Array.isArray(description)) {
    return description.map(descriptionText).join('');
  }
  return isJsonObject(description)
    ? (textIn(description['text']) ?? '')
    : (textIn(description) ?? '');
}

function lasting(settings: JsonObject, rules: SettingRules): JsonObject {
  return entriesWhere(settings, (key) => rules[key]?.isPassing !== true);
}

/** The stored settings that stay: all where type and form stay, else those that mean the same in the new ones. */
function keptSettings({ property }: JsonObject, form: Form, rules: SettingRules): JsonObject {
  const settings = isJsonObject(property) ? property : {};
  return form.stays
    ? settings
    : entriesWhere(settings, (key) => rules[key] !== undefined && fits(key, settings, form));
}

function fits(key: string, settings: JsonObject, { type, uiType = '' }: Form): boolean {
  const field = { type, ui_type: uiType, property: { [key]: settings[key] ?? null } };
  const issues = fieldIssues(field, { path: '', name: undefined });
  return !issues.some(({ path }) => path.startsWith(`property.${key}`));
}

function mergeSettings(stored: JsonObject, given: JsonObject, rules: SettingRules): JsonObject {
  const merged: Record<string, Json | undefined> = { ...stored };
  for (const [key, value] of Object.entries(given)) {
    merged[key] = mergeSetting(stored[key], value ?? null, rules[key]);
  }
  // What a flag that was switched off gave a meaning goes with it.
  return entriesWhere(merged, (key) => {
    const { onlyWith } = rules[key] ?? {};
    return onlyWith === undefined || merged[onlyWith] === true || key in given;
  });
}

function mergeSetting(stored: Json | undefined, given: Json, rule: SettingRule | undefined): Json {
  const { parts, tag = '' } = rule ?? {};
  if (parts === undefined || !isJsonObject(stored) || !isJsonObject(given)) {
    return given;
  }
  const isOther = given[tag] !== undefined && given[tag] !== stored[tag];
  return isOther ? given : mergeSettings(lasting(stored, parts), given, parts);
}

function namesPassing(given: JsonObject, rules: SettingRules): boolean {
  return Object.entries(given).some(([key, value]) => {
    const { isPassing, parts } = rules[key] ?? {};
    return isPassing || (parts !== undefined && isJsonObject(value) && namesPassing(value, parts));
  });
}

function saysMoreThanText(description: unknown): boolean {
  return isJsonObject(description) && description['disable_sync'] !== undefined;
}

function optionsIn({ options }: JsonObject): readonly JsonObject[] {
  return Array.isArray(options) ? options.filter(isJsonObject) : [];
}

function entriesWhere(settings: JsonObject, fits: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => fits(key)));
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Tells whether a field of this type can be written at all: lookups, stages and buttons cannot (A05). */
export function isFixed(type: number): boolean {
  return settingsOf(type, undefined) === undefined && kindOf({ type }).type !== 0;
}
