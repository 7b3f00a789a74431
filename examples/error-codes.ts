import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** The vendor's own list of Bitable error codes: one row for each endpoint and code. */
const row = z.object({
  接口: z.string(),
  方法: z.string(),
  路径: z.string(),
  HTTP状态码: z.coerce.number(),
  错误码: z.coerce.number(),
  描述: z.string(),
  排查建议: z.string(),
});

export type ErrorCodeRow = z.infer<typeof row>;

/** The table that holds them: seven fields, of three types. */
export const fields = [
  { field_name: '接口', type: 1 },
  { field_name: '方法', type: 3 },
  { field_name: '路径', type: 1 },
  { field_name: 'HTTP状态码', type: 2, property: { formatter: '0' } },
  { field_name: '错误码', type: 2, property: { formatter: '0' } },
  { field_name: '描述', type: 1 },
  { field_name: '排查建议', type: 1 },
] as const;

export const errorCodesFile = new URL('./bitable-error-codes.csv', import.meta.url);

export async function readErrorCodes(): Promise<readonly ErrorCodeRow[]> {
  return z.array(row).parse(parse(await readFile(errorCodesFile), { columns: true, bom: true }));
}
