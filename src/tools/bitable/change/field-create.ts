import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { EndpointSteps } from '../../context/operation.js';
import type { Args } from '../../context/tool-context.js';
import { fieldIssues, primaryIssue, takenName, withStandards } from './field-rules.js';

/** Checks the definition of a new field as the vendor would, and completes it. */
export const fieldCreateSteps: EndpointSteps = {
  async before(args, { note }) {
    const field = objectOf(args);
    const place = { path: '', name: field['field_name'] };
    refuse(fieldIssues(field, place));
    return withStandards(field, place, note);
  },
};

/** Does the same for the fields of a new table. */
export const tableCreateSteps: EndpointSteps = {
  async before(args, { note }) {
    const table = objectOf(args['table']);
    const list = table['fields'];
    const fields = Array.isArray(list) ? list.filter(isJsonObject) : undefined;
    refuse(tableIssues(table, fields ?? []));
    const completed = fields?.map((field, index) =>
      withStandards(field, placeOf(field, index), note),
    );
    return completed === undefined ? args : { ...args, table: { ...table, fields: completed } };
  },
};

function tableIssues(table: JsonObject, fields: readonly JsonObject[]): readonly InputIssue[] {
  const names = fields.map(({ field_name: name }) => String(name).trim());
  const [first] = fields;
  const primary = first && primaryIssue(first, placeOf(first, 0));
  const needsFields = table['default_view_name'] !== undefined && fields.length === 0;
  return [
    ...(primary === undefined ? [] : [primary]),
    ...names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [takenName(name, { path: `table.fields[${index}]`, name: undefined })]
        : [],
    ),
    ...fields.flatMap((field, index) => fieldIssues(field, placeOf(field, index))),
    ...(needsFields
      ? [{ path: 'table.default_view_name', problem: 'needs table.fields beside it' }]
      : []),
  ];
}

function placeOf({ field_name: name }: JsonObject, index: number) {
  return { path: `table.fields[${index}]`, name };
}

function refuse(issues: readonly InputIssue[]): void {
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

function objectOf(value: Args | unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
