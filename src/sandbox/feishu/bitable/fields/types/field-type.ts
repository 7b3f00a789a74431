import { isJsonObject, type Json } from '../../../../../core/json.js';
import { invalidParameter } from '../../../parameters.js';
import { refuse } from '../../../refusal.js';
import type { FieldProperty, Scope, SelectOption } from '../../model.js';
import { Settings } from './settings.js';

/** What the property of a field is read for. */
export interface PropertyContext {
  readonly scope: Scope;
  readonly uiType: string;
  /** The options that the field has so far: an option sent with an id is one of them. */
  readonly options: readonly SelectOption[];
}

/** Turns the sent `property` into the kept one, or refuses it. */
type PropertyRule = (sent: Json | undefined, context: PropertyContext) => FieldProperty | null;

/** One field type of the field guide (A05) and of the newer ui types. */
export interface FieldType {
  readonly type: number;
  /** The variants; the first is the plain form. */
  readonly uiTypes: readonly [string, ...string[]];
  readonly creatable: boolean;
  /** Whether the first field of a table can have it. */
  readonly primary: boolean;
  readonly property: PropertyRule;
}

/** The code for the property of a type that has no code of its own. */
export const wrongBody = 1254001;

export function settingsRule(
  code: number,
  read: (settings: Settings, context: PropertyContext) => FieldProperty,
): PropertyRule {
  return (sent, context) => read(Settings.of(sent, code), context);
}

/** For types whose property is always null; an empty object says nothing and passes. */
export function noProperty(code: number): PropertyRule {
  return (sent) => {
    if (!isEmpty(sent)) {
      refuse(code, undefined, invalidParameter('property', 'this type has no property'));
    }
    return null;
  };
}

/** For types that refuse even an empty property. */
export function absentProperty(code: number): PropertyRule {
  return (sent) => {
    if ((sent ?? undefined) !== undefined) {
      refuse(code, undefined, invalidParameter('property', 'property must be absent'));
    }
    return null;
  };
}

function isEmpty(sent: Json | undefined): boolean {
  return (
    (sent ?? undefined) === undefined || (isJsonObject(sent) && Object.keys(sent).length === 0)
  );
}
