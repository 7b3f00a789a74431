import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Enos, EnosUser } from '../model.js';
import type { EnosOperationName } from './operations.js';
import { refuse } from './refusal.js';

/** A call of an operation, after the gateway let it through and the user was found. */
export interface EnosRequest {
  readonly query: URLSearchParams;
  /** `{}` where there was none. */
  readonly body: JsonObject;
  readonly user: EnosUser;
}

/** Gives the `data` of the envelope, or throws an EnosRefusal. */
export type EnosHandler = (request: EnosRequest, enos: Enos) => Json;

/** The handlers of one resource, by operation. */
export type EnosHandlerGroup = Partial<Readonly<Record<EnosOperationName, EnosHandler>>>;

export function incorrectParameter(): never {
  return refuse(62102, 'Incorrect parameter');
}

export function queryText(query: URLSearchParams, name: string): string {
  return query.get(name) || incorrectParameter();
}

export function queryInteger(query: URLSearchParams, name: string): number {
  return integerIn(query.get(name) ?? undefined);
}

export function bodyText(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : incorrectParameter();
}

export function optionalText(body: JsonObject, name: string): string | undefined {
  return isAbsent(body[name]) ? undefined : bodyText(body, name);
}

/** The samples write ids both as numbers and as text. */
export function bodyInteger(body: JsonObject, name: string): number {
  return integerIn(body[name]);
}

export function bodyChoice<Choice extends string | number>(
  body: JsonObject,
  name: string,
  choices: readonly Choice[],
): Choice {
  const value = body[name];
  return choices.find((choice) => choice === value) ?? incorrectParameter();
}

export function bodyObjects(body: JsonObject, name: string): readonly JsonObject[] | undefined {
  const value = body[name];
  if (isAbsent(value)) return undefined;
  if (!Array.isArray(value)) return incorrectParameter();
  return value.map((item) => (isJsonObject(item) ? item : incorrectParameter()));
}

function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function integerIn(value: Json | undefined): number {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? number
    : incorrectParameter();
}
