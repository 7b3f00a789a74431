import { refuse } from '../../../refusal.js';
import { fileObject } from '../../cells/objects.js';
import { emptiness, emptinessTest, type Family } from '../../filter/condition.js';
import { textList } from '../../formula/values.js';
import { type FieldType, heldCell, holding, noProperty } from './field-type.js';
import { checkCount, distinct, entriesOf } from './lists.js';

const maxFiles = 100;
const tooManyFiles = 1254106;

const attachmentFamily: Family = {
  operators: new Set(emptiness),
  test: (condition) =>
    emptinessTest(
      condition,
      (row) => (heldCell('files', condition.field, row)?.fileTokens ?? []).length === 0,
    ),
};

export const attachmentType: FieldType = {
  type: 17,
  uiTypes: ['Attachment'],
  creatable: true,
  primary: false,
  property: noProperty(1254088),
  write: {
    code: 1254069,
    name: 'Attachment',
    must: 'be an array of objects with a file_token',
    // Files that were uploaded to this very base.
    accept: (value, _field, { scope, reject }) => {
      const fileTokens = entriesOf(value, 'file_token') ?? reject();
      checkCount(fileTokens, maxFiles, tooManyFiles);
      for (const fileToken of fileTokens) {
        if (scope.bitable.files.get(fileToken)?.appToken !== scope.base.appToken) refuse(1254303);
      }
      return fileTokens.length === 0 ? null : { kind: 'files', fileTokens: distinct(fileTokens) };
    },
  },
  ...holding('files', {
    legacy: (cell, _field, context) => cell.fileTokens.map((token) => fileObject(token, context)),
    // The links say which table gives the right to the file, at which revision.
    modern: (cell, _field, context) => {
      const { tableId, revision } = context.scope.table;
      const extra = JSON.stringify({ bitablePerm: { tableId, rev: revision } });
      return cell.fileTokens.map((token) => fileObject(token, context, extra));
    },
    value: (cell, _field, { bitable }) =>
      textList(cell.fileTokens.map((token) => bitable.files.get(token)?.name ?? token)),
  }),
  filter: attachmentFamily,
};
