import type { ProjectWorld } from '../model/model.js';
import { refuse } from './refusal.js';
import type { BareReply, ProjectFile, ProjectReply } from './reply.js';
import { isWireList, isWireObject, type Wire, type WireObject } from './wire.js';

/** Who a call comes from, after its token was checked. */
export interface ProjectIdentity {
  /** The person on whose behalf it runs; empty where an endpoint asks for nobody. */
  readonly userKey: string;
  readonly tokenKind: 'plugin' | 'virtual' | 'user';
}

/** A file that came as a part of a form. */
export interface UploadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A call after route, token and JSON parsing; its content is not checked yet. */
export interface ProjectRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body, or the text parts of a form; `{}` when there was none. */
  readonly body: WireObject;
  /** The form's `file`. */
  readonly file?: UploadedFile | undefined;
  readonly identity: ProjectIdentity;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Scheme, host and port the client used, for the links that replies contain. */
  readonly origin: string;
}

/** Answers, or throws a ProjectRefusal. Synchronous: a handler is one atomic step. */
export type ProjectHandler = (
  request: ProjectRequest,
  world: ProjectWorld,
) => ProjectReply | ProjectFile | BareReply;

/** The handlers of one resource, by the names of their endpoints. */
export type ProjectHandlerGroup = Readonly<Record<`project_${string}`, ProjectHandler>>;

export function bodyText(body: WireObject, name: string): string | undefined {
  const value = present(body, name);
  if (value === undefined || typeof value === 'string') return value;
  return refuseType(name, 'string');
}

export function requiredText(body: WireObject, name: string): string {
  const text = bodyText(body, name);
  return text === undefined || text === '' ? refuseMissing(name) : text;
}

export function bodyBoolean(body: WireObject, name: string): boolean | undefined {
  const value = present(body, name);
  if (value === undefined || typeof value === 'boolean') return value;
  return refuseType(name, 'bool');
}

export function bodyNumber(body: WireObject, name: string): number | undefined {
  const value = present(body, name);
  if (value === undefined || typeof value === 'number') return value;
  return refuseType(name, 'number');
}

export function bodyInteger(body: WireObject, name: string): number | undefined {
  const value = bodyNumber(body, name);
  if (value === undefined || Number.isInteger(value)) return value;
  return refuseType(name, 'int64');
}

/** An int64 as its digits; the vendor takes no string for one. */
export function bodyId(body: WireObject, name: string): string | undefined {
  const value = present(body, name);
  return value === undefined ? undefined : (idOf(value) ?? refuseType(name, 'int64'));
}

export function requiredId(body: WireObject, name: string): string {
  const id = bodyId(body, name);
  return id === undefined || id === '0' ? refuseMissing(name) : id;
}

export function idOf(value: Wire): string | undefined {
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  return isWhole ? String(value) : undefined;
}

export function bodyObject(body: WireObject, name: string): WireObject | undefined {
  const value = present(body, name);
  if (value === undefined || isWireObject(value)) return value;
  return refuseType(name, 'object');
}

export function bodyList(body: WireObject, name: string): readonly Wire[] | undefined {
  const value = present(body, name);
  if (value === undefined || isWireList(value)) return value;
  return refuseType(name, 'list');
}

/** A list of objects; empty when absent. */
export function bodyObjects(body: WireObject, name: string): readonly WireObject[] {
  const list = bodyList(body, name) ?? [];
  return list.map((each) => (isWireObject(each) ? each : refuseType(name, 'list<object>')));
}

export function bodyTexts(body: WireObject, name: string): readonly string[] | undefined {
  return bodyList(body, name)?.map((each) =>
    typeof each === 'string' ? each : refuseType(name, 'list<string>'),
  );
}

export function bodyIds(body: WireObject, name: string): readonly string[] | undefined {
  return bodyList(body, name)?.map((each) => idOf(each) ?? refuseType(name, 'list<int64>'));
}

/** Refuses what is missing. */
export function refuseMissing(name: string): never {
  return refuse(20005, `Missing Param, ${name}`);
}

export function refuseParameter(name: string, reason: string): never {
  return refuse(20006, `Invalid Param, ${name}: ${reason}`);
}

/** Refuses a wrong JSON type: "数据结构不匹配". */
function refuseType(name: string, type: string): never {
  return refuse(9999, `Invalid Param, ${name} must be ${type}`);
}

function present(body: WireObject, name: string): Wire | undefined {
  return body[name] ?? undefined;
}
