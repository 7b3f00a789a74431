import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { addBase } from '../../src/sandbox/feishu/bitable/bases/base-store.js';
import { createRecords } from '../../src/sandbox/feishu/bitable/records/record-store.js';
import { addTable } from '../../src/sandbox/feishu/bitable/tables/table-store.js';
import { owner } from '../../src/sandbox/feishu/tenant.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { main } from './connection.js';
import { report } from './report.js';
import { nineCells, nineFields } from './sample.js';

const rows = 200_000;
/** By then everything that an export needs is loaded. */
const warmRows = 20_000;

/** What a long export adds to the memory of the server, once it is under way. */
export async function exportMemory(): Promise<void> {
  const sandbox = await startSandbox({ options: { recordsPerTable: rows } });
  const tableRef = filledTable(sandbox.world.bitable, sandbox.appId);
  const folder = await mkdtemp(join(tmpdir(), 'bitable-mcp-bench-'));
  const client = new Client({ name: 'bench', version: '0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [main, '--files', folder],
    env: {
      FEISHU_BASE_URL: sandbox.url,
      FEISHU_APP_ID: sandbox.appId,
      FEISHU_APP_SECRET: sandbox.appSecret,
    },
  });
  await client.connect(transport);
  const sizes: { readonly done: number; readonly megabytes: number }[] = [];
  const started = performance.now();
  const params = { name: 'bitable_export_table', arguments: { ...tableRef, path: 'all.csv' } };
  await client.request({ method: 'tools/call', params }, CallToolResultSchema, {
    timeout: 600_000,
    onprogress: ({ progress }) => {
      sizes.push({ done: progress, megabytes: residentMegabytes(transport.pid) });
    },
  });
  const seconds = (performance.now() - started) / 1_000;
  await client.close();
  await sandbox.close();
  await rm(folder, { recursive: true });
  reportGrowth(sizes, seconds);
}

function reportGrowth(
  sizes: readonly { readonly done: number; readonly megabytes: number }[],
  seconds: number,
): void {
  const warm = sizes.find(({ done }) => done >= warmRows)?.megabytes ?? Number.NaN;
  const last = sizes.slice(-20).map(({ megabytes }) => megabytes);
  const peak = Math.max(...sizes.map(({ megabytes }) => megabytes));
  const end = last.reduce((sum, megabytes) => sum + megabytes, 0) / last.length;
  report(`memory that an export of ${rows} rows adds after ${warmRows}`, {
    value: Math.round(end - warm),
    limit: 30,
    unit: ' MB',
    detail: `${warm.toFixed(0)} MB then, ${end.toFixed(0)} MB at its end, ${peak.toFixed(0)} MB at most; ${seconds.toFixed(0)} s`,
  });
}

function filledTable(bitable: Parameters<typeof addBase>[0], appId: string) {
  const base = addBase(bitable, { name: 'bench', folderToken: '', timeZone: 'Asia/Shanghai' });
  const table = addTable(bitable, base, { name: '任务', fields: nineFields() });
  const identity = { kind: 'user', openId: owner.open_id, appId } as const;
  for (let start = 0; start < rows; start += 1_000) {
    const part = Array.from({ length: 1_000 }, (_, index) => nineCells((start + index) % 5_000));
    createRecords({ bitable, base, table }, part, { identity, userIdType: 'open_id' });
  }
  return { app_token: base.appToken, table_id: table.tableId };
}

function residentMegabytes(pid: number | null): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
}
