import type { TableSchema } from '../../../../cells/field.js';
import { takesOf } from '../../../../cells/kinds/kinds.js';
import { readCell } from '../../../../cells/read/reading.js';
import { IssueList } from '../../../../cells/write/finish-rows.js';
import { isSetDelta } from '../../../../cells/write/set-delta.js';
import { prepareRows } from '../../../../cells/write/writing.js';
import { InputError } from '../../../../core/errors.js';
import type { Json, JsonObject } from '../../../../core/json.js';
import type { TableRef } from '../../../context/caller-memory.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { type FieldFinder, fieldFinder } from '../../query/field-finder.js';
import { freshSchemaOf, schemaOf } from '../../query/table-schema.js';
import { ownCell } from '../../read/record-cells.js';
import { writtenRows } from '../../write/cells.js';
import type { UpsertArgs } from './args.js';
import {
  type KeyField,
  type KeyFields,
  keyFieldsOf,
  keyIdentity,
  type PreparedUpsert,
  type UpsertRow,
} from './key-fields.js';

/** Everything that is wrong with the keys and the rows is refused at once, before anything is sent. */
export async function prepareUpsert(
  context: ToolContext,
  tableRef: TableRef,
  args: UpsertArgs,
): Promise<PreparedUpsert> {
  const { schema, find, keys, issues } = await keysIn(context, tableRef, args.key_fields);
  const parted = args.rows.map((row) => part(row, keys, find));
  const rows = parted.map(({ written }) => written);
  const options = {
    createOptions: args.create_options === true,
    pathOf,
    skipReadOnly: context.asRead,
    changesSets: true,
    dryRun: args.dry_run === true,
  };
  const wrong = [...issues, ...unfitKeys(parted, keys)];
  if (wrong.length > 0) {
    throw new InputError([
      ...wrong,
      ...prepareRows(rows, schema, { ...options, now: context.client.now() }).issues,
    ]);
  }
  const written = await writtenRows(context, tableRef, schema, rows, options);
  // As it is by now: it was read again where it seemed to be old.
  const current = await schemaOf(context, tableRef);
  const cellsOf = (index: number) => written.rows[index] ?? {};
  return {
    schema: current,
    keys,
    rows: identified(parted, keys, current, cellsOf),
    userIdType: written.userIdType,
  };
}

function pathOf(index: number): string {
  return `rows[${index}]`;
}

interface KnownKeys extends KeyFields {
  readonly schema: TableSchema;
  readonly find: FieldFinder;
}

async function keysIn(
  context: ToolContext,
  tableRef: TableRef,
  names: readonly string[],
): Promise<KnownKeys> {
  const known = keysOf(await schemaOf(context, tableRef), names);
  return known.issues.length === 0 ? known : keysOf(await freshSchemaOf(context, tableRef), names);
}

function keysOf(schema: TableSchema, names: readonly string[]): KnownKeys {
  const find = fieldFinder(schema);
  return { schema, find, ...keyFieldsOf(names, schema, find) };
}

/** A row as it was given. */
interface PartedRow {
  /** Without what is compared only. */
  readonly written: JsonObject;
  /** The values of the key fields, in their order. */
  readonly keyCells: readonly (Json | undefined)[];
}

function part(row: JsonObject, keys: readonly KeyField[], find: FieldFinder): PartedRow {
  const names = keys.map(({ field }) => nameIn(row, field.name, find));
  const compared = new Set(names.filter((_, index) => keys[index]?.isReadOnly));
  const written = Object.entries(row).filter(([name]) => !compared.has(name));
  return {
    written: compared.size === 0 ? row : Object.fromEntries(written),
    keyCells: names.map((name) => (name === undefined ? undefined : ownCell(row, name))),
  };
}

/** What a row calls a field. */
function nameIn(row: JsonObject, field: string, find: FieldFinder): string | undefined {
  return Object.hasOwn(row, field)
    ? field
    : Object.keys(row).find((name) => find(name)?.name === field);
}

function unfitKeys(rows: readonly PartedRow[], keys: readonly KeyField[]) {
  const issues = new IssueList();
  for (const [index, { keyCells }] of rows.entries()) {
    for (const [at, { field }] of keys.entries()) {
      const cell = keyCells[at];
      const problem = unfitness(cell);
      if (problem !== undefined) {
        issues.add(pathOf(index), field.name, { problem }, () => takesOf(field));
      }
    }
  }
  return issues.list();
}

/** Why a cell of a key field finds no record. */
function unfitness(cell: Json | undefined): string | undefined {
  if (isBlank(cell)) {
    return `is a key field and ${cell === undefined ? 'missing' : 'empty'}`;
  }
  return isSetDelta(cell) ? 'is a key field, by whose whole value records are found' : undefined;
}

function isBlank(cell: Json | undefined): boolean {
  return (
    cell === undefined ||
    cell === null ||
    (typeof cell === 'string' && cell.trim() === '') ||
    (Array.isArray(cell) && cell.length === 0)
  );
}

function identified(
  rows: readonly PartedRow[],
  keys: readonly KeyField[],
  schema: TableSchema,
  cellsOf: (index: number) => JsonObject,
): readonly UpsertRow[] {
  const issues = new IssueList();
  const ready = rows.map((row, position) => {
    const cells = cellsOf(position);
    const plain = keys.map(({ field, isReadOnly }, at) =>
      isReadOnly ? (row.keyCells[at] ?? null) : readCell(ownCell(cells, field.name), field, schema),
    );
    const identities = keys.map((key, at) => keyIdentity(key, plain[at] ?? null, schema));
    for (const [at, { field }] of keys.entries()) {
      if (identities[at] === undefined) {
        const refusal = { problem: 'is a key field and empty' };
        issues.add(pathOf(position), field.name, refusal, () => takesOf(field));
      }
    }
    const keyCells = Object.fromEntries(keys.map(({ field }, at) => [field.name, plain[at]]));
    return { position, key: JSON.stringify(identities), keyCells, cells };
  });
  if (issues.list().length > 0) {
    throw new InputError(issues.list());
  }
  return ready;
}
