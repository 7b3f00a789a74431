import type { RunningSandbox } from '../../../src/sandbox/server.js';
import { type DocumentedValue, documentedValues, type Named } from './documented-values.js';

/** Calls an endpoint below `/open-apis/bitable/v1` and answers with `data`. */
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
) => Promise<any>;

export interface DocumentsTable extends Named {
  /** `/apps/…` */
  readonly base: string;
  /** `/apps/…/tables/…` */
  readonly table: string;
  readonly path: { readonly app_token: string; readonly table_id: string };
  readonly values: readonly DocumentedValue[];
  /** A row as it is written: every value that can be. */
  readonly row: Readonly<Record<string, NonNullable<DocumentedValue['write']>>>;
}

/** A base of two tables: one has a field of every kind and no rows yet, the other what they link to. */
export async function createDocumentsTable(
  sandbox: RunningSandbox,
  api: Api,
): Promise<DocumentsTable> {
  const { app } = await api('POST', '/apps', { name: '文档示例', time_zone: 'Asia/Shanghai' });
  const base = `/apps/${app.app_token}`;
  const named = {
    ...(await createLinkedTable(base, api)),
    fileToken: addFile(sandbox, app.app_token),
  };
  const values = documentedValues(sandbox, named);
  const fields = [{ field_name: '多行文本', type: 1 }, ...values.map(({ field }) => field)];
  const { table_id } = await api('POST', `${base}/tables`, { table: { name: '数据表1', fields } });
  const written = values.flatMap(({ field, write }) =>
    write === undefined ? [] : [[field.field_name, write] as const],
  );
  return {
    ...named,
    base,
    table: `${base}/tables/${table_id}`,
    path: { app_token: app.app_token, table_id },
    values,
    row: Object.fromEntries(written),
  };
}

async function createLinkedTable(base: string, api: Api) {
  const linkedTexts = ['第一行', '第二行'];
  const fields = [{ field_name: '文本', type: 1 }];
  const { table_id } = await api('POST', `${base}/tables`, { table: { name: '数据表2', fields } });
  const rows = linkedTexts.map((text) => ({ fields: { 文本: text } }));
  const path = `${base}/tables/${table_id}/records/batch_create`;
  const { records } = await api('POST', path, { records: rows });
  const linkedRecordIds = records.map((record: { record_id: string }) => record.record_id);
  return { linkedTableId: table_id, linkedRecordIds, linkedTexts };
}

/** Uploading is no call of this family, so the file is put there by hand. */
function addFile({ world }: RunningSandbox, appToken: string): string {
  const fileToken = world.bitable.ids.newFileToken();
  const file = { fileToken, appToken, name: '2.gif', type: 'image/gif', size: 4 };
  world.bitable.files.set(fileToken, { ...file, content: new Uint8Array(4) });
  return fileToken;
}
