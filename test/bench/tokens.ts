import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { z } from 'zod';
import { connect, connectTo, type Sandbox } from './connection.js';
import { report } from './report.js';
import { nineCells, nineFields } from './sample.js';

const budgets = { core: 2_500, default: 10_000 };

export async function listTokens(): Promise<void> {
  for (const [toolset, limit] of Object.entries(budgets)) {
    const { client } = await connect(['--toolsets', toolset]);
    const { tools } = await client.listTools();
    await client.close();
    const tokens = tools.map(tokensOf);
    const value = tokens.reduce((total, count) => total + count, 0);
    report(`tokens of the tool list, ${toolset}`, {
      value,
      limit,
      detail: `${tools.length} tools`,
    });
    if (toolset === 'default') {
      const most = Math.max(...tokens);
      const detail = String(tools[tokens.indexOf(most)]?.name);
      report('tokens of the largest tool', { value: most, limit: 400, detail });
    }
  }
}

/** What a model sees of a tool. */
function tokensOf({ name, description, inputSchema }: Tool): number {
  return encode(JSON.stringify({ name, description, inputSchema })).length;
}

export async function answerTokens(sandbox: Sandbox): Promise<void> {
  const { client, call } = await connectTo(sandbox);
  const created = await call('bitable_apps_create', { name: 'bench' });
  const { app } = z
    .object({ app: z.object({ app_token: z.string() }) })
    .parse(created.structuredContent);
  const table = { name: '任务', fields: nineFields() };
  const made = await call('bitable_tables_create', { app_token: app.app_token, table });
  const { table_id } = z.object({ table_id: z.string() }).parse(made.structuredContent);
  const tableRef = { app_token: app.app_token, table_id };
  const records = Array.from({ length: 50 }, (_, index) => ({ fields: nineCells(index) }));
  await call('bitable_records_batch_create', { ...tableRef, records, create_options: true });
  const answer = await call('bitable_records_search', { ...tableRef, limit: 50 });
  await client.close();
  const forms = [JSON.stringify(answer.structuredContent), textOf(answer)];
  report('tokens of 50 records x 9 fields', {
    value: Math.max(...forms.map((text) => encode(text).length)),
    limit: 3_500,
    detail: 'the larger of text and structured',
  });
}

function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}
