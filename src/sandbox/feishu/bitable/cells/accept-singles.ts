import { isJsonObject, type Json } from '../../../../core/json.js';
import { refuse } from '../../refusal.js';
import type { Cell, Field } from '../model.js';
import type { WriteContext } from './accept-context.js';
import { rejectValue } from './rejection.js';

const maxTextLength = 100_000;

export function text(value: Json, field: Field): Cell | null {
  if (typeof value !== 'string') return rejectValue(field, value);
  if (value.length > maxTextLength) refuse(1254130);
  return value === '' ? null : { kind: 'text', text: value };
}

export function phone(value: Json, field: Field): Cell | null {
  if (typeof value !== 'string' || !isPhone(value)) return rejectValue(field, value);
  return value === '' ? null : { kind: 'text', text: value };
}

/** The overview page: `(\+)?\d*`, at most 64 characters. */
export function isPhone(value: string): boolean {
  return value.length <= 64 && /^\+?\d*$/.test(value);
}

export function number(value: Json, field: Field): Cell {
  const finite = typeof value === 'number' && Number.isFinite(value);
  return finite ? { kind: 'number', number: value } : rejectValue(field, value);
}

export function option(value: Json, field: Field, { options }: WriteContext): Cell | null {
  if (typeof value !== 'string') return rejectValue(field, value);
  return value === '' ? null : { kind: 'options', optionIds: [options.idOf(field, value)] };
}

export function date(value: Json, field: Field): Cell {
  const whole = typeof value === 'number' && Number.isSafeInteger(value);
  return whole ? { kind: 'date', ms: value } : rejectValue(field, value);
}

export function checkbox(value: Json, field: Field): Cell {
  if (typeof value !== 'boolean') return rejectValue(field, value);
  return { kind: 'checkbox', checked: value };
}

/** `{text, link}`; without a text the link is shown. */
export function url(value: Json, field: Field): Cell | null {
  if (!isJsonObject(value)) return rejectValue(field, value);
  const link = value['link'];
  const shown = value['text'] ?? link;
  if (typeof link !== 'string' || typeof shown !== 'string') return rejectValue(field, value);
  return link === '' && shown === '' ? null : { kind: 'url', text: shown, link };
}

const coordinates = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/;

/** The live service looks the address up; here the coordinates are all there is to know. */
export function place(value: Json, field: Field): Cell {
  const match = typeof value === 'string' ? coordinates.exec(value) : null;
  if (match === null || typeof value !== 'string') return rejectValue(field, value);
  if (Math.abs(Number(match[1])) > 180 || Math.abs(Number(match[2])) > 90) {
    return rejectValue(field, value);
  }
  const address = { pname: '', cityname: '', adname: '', address: '', name: value };
  return { kind: 'place', location: value, address: { ...address, full_address: value } };
}
