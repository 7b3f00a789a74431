import type { TableSchema } from '../../../cells/field.js';
import { prepareFilter } from '../../../cells/filter/prepare.js';
import { readFilter } from '../../../cells/filter/syntax/parser.js';
import { prepareRows } from '../../../cells/write/writing.js';
import type { Endpoint } from '../../../core/endpoint.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject } from '../../../core/json.js';
import { type Args, type ToolContext, userIdTypeIn } from '../../context/tool-context.js';
import { fieldNamed } from '../query/field-finder.js';
import { recordsIn } from '../write/cells.js';

interface Sent {
  /** Undefined for a task. */
  readonly endpoint: Endpoint | undefined;
  readonly args: Args;
}

/** What a table as it is now says against arguments that fitted it when it was last looked at. */
export function refusedNow(
  context: ToolContext,
  sent: Sent,
  schema: TableSchema,
): readonly InputIssue[] {
  return [...againstRows(sent, schema), ...againstQuestion(context, sent.args, schema)];
}

/** Whether no more could be said: a task has arguments of its own, and a formula is the vendor's to read. */
export function isAllChecked({ endpoint, args: { filter } }: Sent): boolean {
  const isFormula = typeof filter === 'string' && readFilter(filter).formula !== undefined;
  return endpoint !== undefined && !isFormula;
}

function againstRows(sent: Sent, schema: TableSchema): readonly InputIssue[] {
  const { args } = sent;
  const { rows, pathOf } = rowsIn(sent);
  const createOptions = args['create_options'] === true;
  const userIdType = userIdTypeIn(args);
  return prepareRows(rows, schema, { createOptions, userIdType, pathOf }).issues;
}

function rowsIn({ endpoint, args }: Sent) {
  if (endpoint?.cells === 'fields') {
    return { rows: recordsIn([args['fields']]), pathOf: () => 'fields' };
  }
  if (endpoint?.cells === undefined) {
    return { rows: recordsIn(args['rows']), pathOf: (index: number) => `rows[${index}]` };
  }
  const rows = recordsIn(args['records']).map(({ fields }) => (isJsonObject(fields) ? fields : {}));
  return { rows, pathOf: (index: number) => `records[${index}].fields` };
}

function againstQuestion(
  context: ToolContext,
  args: Args,
  schema: TableSchema,
): readonly InputIssue[] {
  const { filter, field_names, key_fields, sort } = args;
  const options = { now: context.client.now(), userIdType: userIdTypeIn(args) };
  const named = { field_names, key_fields };
  return [
    ...Object.entries(named).flatMap(([key, names]) =>
      (Array.isArray(names) ? names : []).flatMap((name, index) =>
        issuesIn(() => fieldNamed(schema, String(name), `${key}[${index}]`)),
      ),
    ),
    ...recordsIn(sort).flatMap(({ field_name: name }, index) =>
      issuesIn(() => fieldNamed(schema, String(name), `sort[${index}].field_name`)),
    ),
    ...issuesIn(() => {
      if (typeof filter === 'string' || isJsonObject(filter)) {
        prepareFilter(filter, schema, options);
      }
    }),
  ];
}

function issuesIn(check: () => unknown): readonly InputIssue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InputError) {
      return error.issues;
    }
    throw error;
  }
}
