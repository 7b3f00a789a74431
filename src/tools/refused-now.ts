import type { TableSchema } from '../cells/field.js';
import { prepareFilter } from '../cells/filter/prepare.js';
import { prepareRows } from '../cells/writing.js';
import type { Endpoint } from '../core/endpoint.js';
import { InputError, type InputIssue } from '../core/errors.js';
import { isJsonObject } from '../core/json.js';
import { recordsIn } from './cell-args.js';
import { type Args, type Desk, userIdTypeIn } from './desk.js';
import { fieldNamed } from './question.js';

interface Sent {
  /** Undefined for a task, whose rows are its own. */
  readonly endpoint: Endpoint | undefined;
  readonly args: Args;
}

/** What a table as it is now says against arguments that fitted it when it was last looked at. */
export function refusedNow(desk: Desk, sent: Sent, schema: TableSchema): readonly InputIssue[] {
  return sent.endpoint?.cells === undefined
    ? againstQuestion(desk, sent.args, schema)
    : againstRows(sent.args, schema, sent.endpoint.cells === 'fields');
}

function againstRows(args: Args, schema: TableSchema, single: boolean): readonly InputIssue[] {
  const records = single ? recordsIn([args]) : recordsIn(args['records']);
  const rows = records.map(({ fields }) => (isJsonObject(fields) ? fields : {}));
  const { issues } = prepareRows(rows, schema, {
    createOptions: args['create_options'] === true,
    userIdType: userIdTypeIn(args),
    pathOf: (index) => (single ? 'fields' : `records[${index}].fields`),
  });
  return issues;
}

function againstQuestion(desk: Desk, args: Args, schema: TableSchema): readonly InputIssue[] {
  const { filter, field_names: names, sort } = args;
  const options = { now: desk.client.now(), userIdType: userIdTypeIn(args) };
  return [
    ...(Array.isArray(names) ? names : []).flatMap((name, index) =>
      issuesIn(() => fieldNamed(schema, String(name), `field_names[${index}]`)),
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
