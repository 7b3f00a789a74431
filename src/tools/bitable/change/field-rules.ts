import { describeField, fieldKinds, kindOf } from '../../../cells/kinds/kinds.js';
import {
  type SettingRule,
  type SettingRules,
  settingsOf,
  typeSettings,
} from '../../../cells/kinds/settings.js';
import type { InputIssue } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { placeInField } from '../../input/field-place.js';

/** Where a field that is being defined stands in the arguments. */
export interface FieldPlace {
  /** `table.fields[3]`; empty for the call's own field. */
  readonly path: string;
  readonly name: unknown;
}

/** Says what the vendor would refuse in the definition of a field, by its type and form. */
export function fieldIssues(field: JsonObject, place: FieldPlace): readonly InputIssue[] {
  const { type, ui_type: form, property } = field;
  const known = typeof type === 'number' ? typeSettings.get(type) : undefined;
  if (typeof type !== 'number' || known === undefined) {
    return [];
  }
  const rules = settingsOf(type, typeof form === 'string' ? form : undefined);
  const at = (inside: string) => placeInField(place.path, place.name, inside);
  if (rules === undefined) {
    const problem = `was ${JSON.stringify(form)}, which is not a form of type ${type}`;
    return [{ path: at('ui_type'), problem, allowed: oneOf(Object.keys(known.forms)) }];
  }
  const takesNone = Object.keys(rules).length === 0;
  const isPlainlyEmpty = !isJsonObject(property) || Object.keys(property).length === 0;
  if (property !== undefined && takesNone && (known.refusesEmpty || !isPlainlyEmpty)) {
    const problem = `must be absent: ${wordOf(field)} (type ${type}) has no settings`;
    return [{ path: at('property'), problem }];
  }
  const given = isJsonObject(property) ? property : {};
  return [
    ...unknownSettings(given, rules, field).map((issue) => ({ ...issue, path: at(issue.path) })),
    ...settingIssues(given, rules, 'property').map((issue) => ({ ...issue, path: at(issue.path) })),
  ];
}

/** The type of a field in a word or two. */
export function wordOf({ type, ui_type: form }: JsonObject): string {
  const uiType = typeof form === 'string' ? form : '';
  const field = { id: '', name: '', type: Number(type), uiType, isPrimary: false, property: {} };
  return `a ${describeField(field)} field`;
}

/** Settings that the type does not take: the vendor passes over them. */
function unknownSettings(
  given: JsonObject,
  rules: SettingRules,
  field: JsonObject,
): readonly InputIssue[] {
  const known = Object.entries(rules).flatMap(([key, rule]) => (rule.isPassing ? [] : [key]));
  return Object.keys(given)
    .filter((key) => !Object.hasOwn(rules, key))
    .map((key) => ({
      path: `property.${key}`,
      problem: `is not a setting of ${wordOf(field)} (type ${String(field['type'])})`,
      allowed: allowedSettings(key, known, Number(field['type'])),
    }));
}

function allowedSettings(key: string, known: readonly string[], type: number): string {
  const forms = Object.entries(typeSettings.get(type)?.forms ?? {});
  const others = forms.flatMap(([form, rules]) => (Object.hasOwn(rules, key) ? [form] : []));
  const own = known.length === 0 ? 'no settings' : known.join(', ');
  return others.length === 0 ? own : `${own}; ${key} is one of ui_type ${others.join(' and ')}`;
}

function settingIssues(given: JsonObject, rules: SettingRules, path: string): InputIssue[] {
  return Object.entries(rules).flatMap(([key, rule]) => {
    const value = given[key] ?? undefined;
    const isOn = rule.onlyWith === undefined || given[rule.onlyWith] === true;
    return value === undefined
      ? absenceIssues(rule, isOn, `${path}.${key}`)
      : presenceIssues(value, rule, isOn, `${path}.${key}`, given);
  });
}

function absenceIssues(rule: SettingRule, isOn: boolean, path: string): readonly InputIssue[] {
  const isNeeded = rule.required === true && rule.standard === undefined;
  return isOn && (isNeeded || rule.onlyWith !== undefined) ? [missing(path, rule)] : [];
}

function presenceIssues(
  value: Json,
  rule: SettingRule,
  isOn: boolean,
  path: string,
  beside: JsonObject,
): readonly InputIssue[] {
  const allowed = `${rule.onlyWith}: true beside it`;
  return isOn
    ? valueIssues(value, rule, path, beside)
    : [{ path, problem: 'means nothing here', allowed }];
}

function missing(path: string, rule: SettingRule): InputIssue {
  return { path, problem: 'is required', ...(rule.oneOf && { allowed: oneOf(rule.oneOf) }) };
}

function valueIssues(
  value: Json,
  rule: SettingRule,
  path: string,
  beside: JsonObject,
): readonly InputIssue[] {
  const { parts, items, above } = rule;
  const issues: InputIssue[] = [...choiceIssues(value, rule, path)];
  if (parts !== undefined && isJsonObject(value)) {
    issues.push(...settingIssues(value, parts, path));
  }
  if (items !== undefined && Array.isArray(value)) {
    issues.push(...value.flatMap((item, index) => itemIssues(item, items, `${path}[${index}]`)));
  }
  if (above !== undefined && Number(value) <= Number(beside[above])) {
    issues.push({ path, problem: `was ${String(value)}`, allowed: `more than ${above}` });
  }
  return issues;
}

function choiceIssues(
  value: Json,
  { oneOf: texts, between }: SettingRule,
  path: string,
): readonly InputIssue[] {
  const problem = `was ${JSON.stringify(value)}`;
  if (texts !== undefined && !texts.includes(String(value))) {
    // No nearest one: of codes that is as a rule another thing, such as RUB for RMB.
    return [{ path, problem, allowed: oneOf(texts) }];
  }
  const [first = 0, last = 0] = between ?? [];
  const isWithin = Number.isInteger(value) && Number(value) >= first && Number(value) <= last;
  return between === undefined || isWithin
    ? []
    : [{ path, problem, allowed: `a whole number from ${first} to ${last}` }];
}

function itemIssues(item: Json, rules: Readonly<Record<string, SettingRule>>, path: string) {
  const { type, value = null } = isJsonObject(item) ? item : {};
  const rule = rules[String(type)];
  return rule === undefined ? [] : choiceIssues(value, rule, `${path}.value`);
}

function oneOf(texts: readonly string[]): string {
  return `one of ${texts.map((text) => JSON.stringify(text)).join(', ')}`;
}

/** A definition with the standard of each setting that the vendor wants said; `note` tells of them. */
export function withStandards(
  field: JsonObject,
  place: FieldPlace,
  note: (text: string) => void,
): JsonObject {
  const { type, ui_type: form, property } = field;
  const rules = settingsOf(Number(type), typeof form === 'string' ? form : undefined) ?? {};
  const given = isJsonObject(property) ? property : {};
  const added = Object.entries(rules).filter(
    ([key, rule]) => rule.standard !== undefined && (given[key] ?? undefined) === undefined,
  );
  if (added.length === 0) {
    return field;
  }
  for (const [key, { standard }] of added) {
    const path = placeInField(place.path, place.name, `property.${key}`);
    note(`${path} is ${JSON.stringify(standard)}, the vendor's standard`);
  }
  const standards = added.map(([key, { standard = null }]) => [key, standard] as const);
  return { ...field, property: { ...given, ...Object.fromEntries(standards) } };
}

/** Says that a type cannot be that of the first field of a table. */
export function primaryIssue(field: JsonObject, place: FieldPlace): InputIssue | undefined {
  const type = Number(field['type']);
  const unfit = typeSettings.has(type) && !kindOf({ type }).canBePrimary;
  const path = placeInField(place.path, place.name, 'type');
  const problem = `was ${type}: ${wordOf(field)} cannot be the first field of a table`;
  const fit = fieldKinds.flatMap((kind) => (kind.canBePrimary ? [kind.type] : []));
  const allowed = `one of ${fit.sort((one, other) => one - other).join(', ')}`;
  return unfit ? { path, problem, allowed } : undefined;
}

/** Says that a name is taken by another field. */
export function takenName(name: string, place: FieldPlace): InputIssue {
  const path = placeInField(place.path, undefined, 'field_name');
  return { path, problem: `is ${quoted(name)}, and another field has that name` };
}
