import { z } from 'zod';
import { type Agent, startAgent } from './agent.js';
import { type ErrorCodeRow, fields, readErrorCodes } from './error-codes.js';
import { demoFolder, liveByFiles, removeFolder } from './files-and-keys.js';
import { check, say, step, table } from './narrator.js';
import { liveInEnos, liveInProject } from './project-and-enos.js';

const grid = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.unknown())),
  total: z.number(),
  has_more: z.boolean(),
  next_cursor: z.string().optional(),
});

type Grid = z.infer<typeof grid>;
type Place = { readonly app_token: string; readonly table_id: string };

const started = performance.now();
const rows = await readErrorCodes();
check('rows in examples/bitable-error-codes.csv', rows.length, 1_672);

const folder = await demoFolder();
const agent = await step(
  'Start the server in the sandbox and connect over stdio',
  () => startAgent(folder),
  (it) => `${it.client.getServerVersion()?.name} offers ${it.toolCount} tools`,
);
try {
  const place = await createPlace(agent);
  await loadRows(agent, place, rows);
  await askQuestions(agent, place, rows);
  const everything = await readEverything(agent, place, rows.length);
  await updateRows(agent, place, everything.slice(0, 600));
  await deleteRows(agent, place, everything.slice(600, 672));
  await readBack(agent, place, everything);
  await liveByFiles(agent, place.app_token, rows);
  await makeMistakes(agent, place);
  await liveInProject(agent);
  await liveInEnos(agent);
} finally {
  await agent.close();
  await removeFolder(folder);
}
say(`\nAll counts are right. ${((performance.now() - started) / 1_000).toFixed(1)} s in all.`);

async function createPlace({ call }: Agent): Promise<Place> {
  const { app } = z.object({ app: z.object({ app_token: z.string(), url: z.string() }) }).parse(
    await step(
      'Create a base',
      () => call('bitable_apps_create', { name: '错误码大全', time_zone: 'Asia/Shanghai' }),
      () => 'bitable_apps_create',
    ),
  );
  say(`  ${app.url}`);
  const created = await step(
    `Create a table with ${fields.length} typed fields`,
    () =>
      call('bitable_tables_create', {
        app_token: app.app_token,
        table: { name: '错误码', fields },
      }),
    () => 'bitable_tables_create',
  );
  const { table_id } = z.object({ table_id: z.string() }).parse(created);
  const listed = await call('bitable_fields_list', { app_token: app.app_token, table_id });
  check('fields', z.object({ total: z.number() }).parse(listed).total, fields.length);
  return { app_token: app.app_token, table_id };
}

async function loadRows(
  { call }: Agent,
  place: Place,
  input: readonly ErrorCodeRow[],
): Promise<void> {
  const records = input.map((row) => ({ fields: row }));
  const result = await step(
    `Load ${records.length} records in one call`,
    () =>
      call(
        'bitable_records_batch_create',
        { ...place, records, create_options: true },
        (done, total) => {
          say(
            `  ${String(done).padStart(5)} of ${total} ${'█'.repeat(Math.round((30 * done) / total))}`,
          );
        },
      ),
    () => 'bitable_records_batch_create, 500 at a time',
  );
  check('records created', z.object({ created: z.number() }).parse(result).created, input.length);
}

async function askQuestions(
  { call }: Agent,
  place: Place,
  input: readonly ErrorCodeRow[],
): Promise<void> {
  const wanted = (row: ErrorCodeRow) => row.方法 === 'POST' && row.HTTP状态码 >= 400;
  const found = grid.parse(
    await step(
      'Ask: which POST calls can fail with HTTP 400 or more? Highest status first',
      () =>
        call('bitable_records_search', {
          ...place,
          field_names: ['HTTP状态码', '错误码', '接口', '描述'],
          filter: '方法 = POST and HTTP状态码 >= 400',
          sort: [{ field_name: 'HTTP状态码', desc: true }, { field_name: '错误码' }],
          limit: 5,
        }),
      () => 'bitable_records_search',
    ),
  );
  table(
    found.columns.slice(1),
    found.rows.map((row) => row.slice(1)),
  );
  check('matches', found.total, input.filter(wanted).length);
  const statuses = input.filter(wanted).map((row) => row.HTTP状态码);
  check('highest status', column(found, 'HTTP状态码')[0], Math.max(...statuses));
}

async function readEverything(
  { call }: Agent,
  place: Place,
  expected: number,
): Promise<readonly Grid['rows'][number][]> {
  const read: unknown[][] = [];
  let pages = 0;
  await step(
    'Page through everything',
    async () => {
      let cursor: string | undefined;
      do {
        const page: Grid = grid.parse(
          await call('bitable_records_search', {
            ...place,
            field_names: ['错误码', '排查建议'],
            limit: 500,
            ...(cursor && { cursor }),
          }),
        );
        read.push(...page.rows);
        pages += 1;
        cursor = page.next_cursor;
      } while (cursor !== undefined);
    },
    () => `${read.length} records in ${pages} pages`,
  );
  check('records read', read.length, expected);
  check('different records', new Set(read.map(([id]) => id)).size, expected);
  return read;
}

async function updateRows(
  { call }: Agent,
  place: Place,
  targets: readonly unknown[][],
): Promise<void> {
  const records = targets.map(([record_id, , advice]) => ({
    record_id,
    fields: { 排查建议: `${advice ?? ''}【已核对】` },
  }));
  const result = await step(
    `Update ${records.length} of them`,
    () => call('bitable_records_batch_update', { ...place, records }),
    () => 'bitable_records_batch_update',
  );
  check('records updated', z.object({ updated: z.number() }).parse(result).updated, targets.length);
}

async function deleteRows(
  { call }: Agent,
  place: Place,
  targets: readonly unknown[][],
): Promise<void> {
  const result = await step(
    `Delete ${targets.length}`,
    () => call('bitable_records_batch_delete', { ...place, records: targets.map(([id]) => id) }),
    () => 'bitable_records_batch_delete',
  );
  check('records deleted', z.object({ deleted: z.number() }).parse(result).deleted, targets.length);
}

async function readBack(agent: Agent, place: Place, before: readonly unknown[][]): Promise<void> {
  const kept = before.length - 72;
  const after = await readEverything(agent, place, kept);
  const advice = new Map(after.map(([id, , text]) => [id, text]));
  const right = before
    .slice(0, 600)
    .filter(([id, , text]) => advice.get(id) === `${text ?? ''}【已核对】`);
  check('updated records that read back changed', right.length, 600);
  const gone = await agent.call('bitable_records_batch_get', {
    ...place,
    record_ids: before.slice(600, 672).map(([id]) => id),
  });
  const absent = z.object({ absent_record_ids: z.array(z.string()) }).parse(gone).absent_record_ids;
  check('deleted records that are gone', absent.length, 72);
}

async function makeMistakes({ failure }: Agent, place: Place): Promise<void> {
  const records = [{ fields: { 错误码: 'not a number', 方法: 'PSOT', 备注: '?' } }];
  say('\nWhat a mistake gets:');
  for (const text of [
    await failure('bitable_records_search', { ...place, fliter: {}, limit: 10_001 }),
    await failure('bitable_records_batch_create', { ...place, records }),
  ]) {
    say(text.replaceAll(/^/gm, '  '));
  }
}

function column({ columns, rows }: Grid, name: string): readonly unknown[] {
  return rows.map((row) => row[columns.indexOf(name)]);
}
