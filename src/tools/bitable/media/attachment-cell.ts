import { InputError } from '../../../core/errors.js';
import type { Args } from '../../context/tool-context.js';
import type { FailedCall } from '../../context/vendor.js';

/** Where in a base an attachment is. */
export interface AttachmentCell {
  readonly app_token: string;
  readonly table_id: string;
  readonly field_id: string;
  readonly record_id: string;
}

const parts = ['app_token', 'table_id', 'field_id', 'record_id'] as const;

/** Reads the cell that arguments name; undefined where they name none. A record or field alone is refused. */
export function attachmentCellIn(args: Args): AttachmentCell | undefined {
  const [app_token, table_id, field_id, record_id] = parts.map((part) => textOf(args[part]));
  if (app_token && table_id && field_id && record_id) {
    refuseExtra(args);
    return { app_token, table_id, field_id, record_id };
  }
  const missing = parts.filter((part) => !textOf(args[part]));
  if (field_id !== undefined || record_id !== undefined) {
    throw new InputError(
      missing.map((path) => ({
        path,
        problem: 'is required with a record or field: all four name a cell',
      })),
    );
  }
  return undefined;
}

const forbidden = 1061004;

/** Says what a refused file may be beside the right to it: the vendor looks for the file in that cell alone. */
export function wrongCellLines({ args, cause }: FailedCall): readonly string[] {
  return cause.facts.code === forbidden && textOf(args['record_id']) !== undefined
    ? [
        'Or the file is not in the cell that table_id, field_id and record_id name: bitable_records_get shows what that holds.',
      ]
    : [];
}

function refuseExtra({ extra }: Args): void {
  if (textOf(extra) !== undefined) {
    const problem = 'says the same as the cell: give one of them';
    throw new InputError([{ path: 'extra', problem }]);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Builds `extra` as the page "Download a file" prefers it: it names the one cell to look into. */
export function extraOf(
  fileTokens: readonly string[],
  { table_id, field_id, record_id }: AttachmentCell,
): string {
  const attachments = { [field_id]: { [record_id]: fileTokens } };
  return JSON.stringify({ bitablePerm: { tableId: table_id, attachments } });
}
