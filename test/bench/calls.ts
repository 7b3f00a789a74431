import { request } from 'undici';
import { z } from 'zod';
import { bare, connect, connectTo, type Sandbox } from './connection.js';
import { median, report, timed } from './report.js';
import { startUpstream } from './upstream.js';

interface Read {
  readonly tool: string;
  readonly args: Record<string, unknown>;
  readonly method: 'GET' | 'POST';
  /** Below the base. */
  readonly path: string;
  readonly body?: object;
}

const rounds = 25;

/**
 * The same reads through the server and with bare undici, in turn: bursts over several endpoints, because one
 * endpoint alone is held to its documented rate.
 */
export async function addedTime(sandbox: Sandbox): Promise<void> {
  const { client, call } = await connectTo(sandbox);
  const created = await call('bitable_apps_create', { name: 'bench' });
  const { app } = z
    .object({ app: z.object({ app_token: z.string(), default_table_id: z.string() }) })
    .parse(created.structuredContent);
  const bareCall = await bareCaller(sandbox, app.app_token);
  const echo = await connect([], {}, bare);
  const ours: number[] = [];
  const theirs: number[] = [];
  const echoes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    for (const read of readsOf(app.default_table_id)) {
      const args = { app_token: app.app_token, ...read.args };
      ours.push(await timed(() => call(read.tool, args)));
      theirs.push(await timed(() => bareCall(read)));
      echoes.push(await timed(() => echo.call('echo', { text: 'x' })));
    }
  }
  await client.close();
  await echo.client.close();
  const [mine, other] = [median(ours), median(theirs)];
  report('added time per call, p50', {
    value: mine - other,
    limit: 1,
    unit: ' ms',
    detail: `${mine.toFixed(2)} ms, bare undici ${other.toFixed(2)} ms; a bare SDK server's echo alone takes ${median(echoes).toFixed(2)} ms; medians of ${ours.length}`,
  });
}

function readsOf(table_id: string): readonly Read[] {
  const table = { table_id };
  const path = `/tables/${table_id}`;
  return [
    { tool: 'bitable_apps_get', args: {}, method: 'GET', path: '' },
    { tool: 'bitable_tables_list', args: {}, method: 'GET', path: '/tables?page_size=100' },
    {
      tool: 'bitable_fields_list',
      args: table,
      method: 'GET',
      path: `${path}/fields?page_size=100`,
    },
    {
      tool: 'bitable_records_search',
      args: table,
      method: 'POST',
      path: `${path}/records/search?page_size=50`,
      body: {},
    },
    {
      tool: 'bitable_records_batch_get',
      args: { ...table, record_ids: ['recAbsent00001'] },
      method: 'POST',
      path: `${path}/records/batch_get`,
      body: { record_ids: ['recAbsent00001'] },
    },
  ];
}

async function bareCaller({ url, app_id, app_secret }: Sandbox, appToken: string) {
  const json = { 'content-type': 'application/json' };
  const signedIn = await request(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ app_id, app_secret }),
  });
  const { tenant_access_token: token } = z
    .object({ tenant_access_token: z.string() })
    .parse(await signedIn.body.json());
  return async ({ method, path, body }: Read) => {
    const reply = await request(`${url}/open-apis/bitable/v1/apps/${appToken}${path}`, {
      method,
      headers: { ...json, authorization: `Bearer ${token}` },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const { code } = z.object({ code: z.number() }).parse(await reply.body.json());
    if (code !== 0) {
      throw new Error(`the bare call was refused with ${code}`);
    }
  };
}

/** 40 chunks against an upstream that takes a fixed time for each. */
export async function batchTime(): Promise<void> {
  const latencyMs = 250;
  const upstream = await startUpstream(latencyMs);
  const { client, call } = await connect([], {
    FEISHU_BASE_URL: upstream.url,
    FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718',
    FEISHU_APP_SECRET: 'bench',
  });
  const tableRef = { app_token: 'bench', table_id: 'tblBenchBench0001' };
  await call('bitable_records_batch_create', { ...tableRef, records: [{ fields: { a: 1 } }] });
  const before = upstream.writes();
  const records = Array.from({ length: 20_000 }, (_, index) => ({
    fields: { 任务: `第 ${index} 行`, 数: index },
  }));
  const elapsed = await timed(() => call('bitable_records_batch_create', { ...tableRef, records }));
  const chunks = upstream.writes() - before;
  await client.close();
  await upstream.close();
  report('20,000 records over the upstream latency', {
    value: elapsed / (chunks * latencyMs),
    limit: 1.05,
    unit: ' x',
    detail: `${chunks} chunks x ${latencyMs} ms in ${(elapsed / 1_000).toFixed(2)} s`,
  });
}
