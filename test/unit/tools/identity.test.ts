import { expect, it } from 'vitest';
import { createFiles } from '../../../src/files/files.js';
import type { Client } from '../../../src/http/calls.js';
import { CallerMemories } from '../../../src/tools/context/caller-memory.js';
import { createToolbox } from '../../support/toolbox.js';

const args = { app_token: 'basA', table_id: 'tblA', filter: 'Salary = "1"' };
const run = { signal: new AbortController().signal, progress: () => undefined };

/** The tools of a caller who sees one field of the table, and what the vendor was asked for. */
function toolsOf(identity: string, field: string, memory: CallerMemories) {
  const asked: string[] = [];
  const replies: Readonly<Record<string, object>> = {
    bitable_apps_get: { app: { time_zone: 'Asia/Shanghai' } },
    bitable_fields_list: {
      items: [{ field_id: 'fldA', field_name: field, type: 1, is_primary: true }],
      has_more: false,
    },
  };
  const client: Client = {
    label: 'Feishu',
    identity,
    now: () => 0,
    sleep: async () => undefined,
    settled: async () => undefined,
    download: async () => undefined,
    async call(name) {
      asked.push(name);
      return { data: { items: [], has_more: false, ...replies[name] } };
    },
  };
  const toolbox = createToolbox(['bitable_records_search'], {
    client: async () => client,
    memory,
    files: createFiles([]),
    bases: undefined,
  });
  return { asked, search: () => toolbox.run('bitable_records_search', args, run) };
}

it('answers nobody with the fields that another caller may see', async () => {
  const memory = new CallerMemories(() => 0);
  const anna = toolsOf('anna', 'Salary', memory);
  const bo = toolsOf('bo', 'Nickname', memory);
  expect(await anna.search()).toMatchObject({ isError: false });
  const refused = await bo.search();
  expect(refused.isError).toBe(true);
  expect(refused.text).toContain('Nickname');
  expect(bo.asked).toContain('bitable_fields_list');
  const before = anna.asked.length;
  expect(await anna.search()).toMatchObject({ isError: false });
  expect(anna.asked.slice(before)).not.toContain('bitable_fields_list');
});

it('keeps listings of one caller from the next', () => {
  const memory = new CallerMemories(() => 0);
  memory.of('anna').listings.keep('["people"]', [{ user_key: '1' }], 0);
  expect(memory.of('anna').listings.get('["people"]', 1)).toEqual([{ user_key: '1' }]);
  expect(memory.of('bo').listings.get('["people"]', 1)).toBeUndefined();
});
