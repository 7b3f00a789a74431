import { hasHalfCharacter } from '../../../../core/text.js';
import type { Form } from '../../../kernel/multipart.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Base } from '../../bitable/model.js';
import { accessTo } from '../../bitable/roles/permissions.js';
import type { Identity, SandboxRequest, World } from '../../handler.js';
import { findDocument } from '../documents.js';
import { reaches, rightTo } from '../permissions/rights.js';
import { checksumOf } from './checksum.js';

const paramsError = 1061002;

/** What is declared of a file before its bytes come. */
export interface Declared {
  readonly name: string;
  readonly size: number;
  readonly base: Base;
}

/** A field of a body, as text; undefined where it is absent or no text or number. */
export type FieldOf = (name: string) => string | undefined;

export function formOf({ form }: SandboxRequest): Form {
  return form ?? refuse(paramsError);
}

export function fieldsOfForm(form: Form): FieldOf {
  return (name) => form.get(name)?.bytes.toString('utf8');
}

export function fieldsOfBody({ body }: SandboxRequest): FieldOf {
  return (name) => {
    const value = body[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
}

export function requiredField(field: FieldOf, name: string): string {
  return field(name) ?? refuse(paramsError);
}

export function requiredCount(field: FieldOf, name: string): number {
  const text = requiredField(field, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse(paramsError);
}

const parentTypes: ReadonlySet<string> = new Set(['bitable_image', 'bitable_file']);
const longestName = 250;

/** Checks in the order in which the pages list the codes. `maxSize` is the most that one request takes. */
export function readDeclared(
  field: FieldOf,
  identity: Identity,
  world: World,
  maxSize = Number.POSITIVE_INFINITY,
): Declared {
  const name = requiredField(field, 'file_name');
  const parentType = requiredField(field, 'parent_type');
  const parentNode = requiredField(field, 'parent_node');
  const size = requiredCount(field, 'size');
  if (!parentTypes.has(parentType) || !isObjectText(field('extra') ?? '{}')) refuse(paramsError);
  if (!isName(name)) refuse(1061008);
  if (size > maxSize) refuse(1061043);
  if (world.drive.deleted.has(parentNode)) refuse(1061041);
  const base = world.bitable.bases.get(parentNode) ?? refuse(1061044);
  checkMayEdit(base, identity, world);
  return { name, size, base };
}

function isName(name: string): boolean {
  return name.trim() !== '' && [...name].length <= longestName && !hasHalfCharacter(name);
}

/** To edit the base, and where roles bind the caller, the records of one of its tables. */
function checkMayEdit(base: Base, identity: Identity, world: World): void {
  const { bitable } = world;
  const document = findDocument(base.appToken, world) ?? refuse(1061044);
  const editsRecords = [...base.tables.values()].some(
    (table) => accessTo({ bitable, base, table }, identity).editsRecords,
  );
  if (!editsRecords || !reaches(rightTo(document, identity, world), 'edit')) refuse(1061004);
}

/** The bytes that came against what was said of them. */
export function checkBytes(bytes: Uint8Array, size: number, checksum: string | undefined): void {
  if (checksum !== undefined && checksum !== '' && checksum !== checksumOf(bytes)) refuse(1062008);
  if (bytes.length !== size) refuse(1062009);
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
