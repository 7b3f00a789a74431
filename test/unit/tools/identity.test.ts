import { expect, it } from 'vitest';
import { createFiles } from '../../../src/files/files.js';
import type { Client } from '../../../src/http/calls.js';
import { CallerMemories } from '../../../src/tools/context/caller-memory.js';
import { LinkHosts } from '../../../src/tools/input/link-hosts.js';
import { createToolbox } from '../../support/toolbox.js';

const args = { app_token: 'basA', table_id: 'tblA0000000000000', filter: 'Salary = "1"' };
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
    withWriterLock: (_name, _endpoint, _args, _options, task) => task(undefined),
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
    answers: 'full',
    linkHosts: new LinkHosts(),
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

/** A person's view of Feishu Project: one space, which others may not see. */
function spacesOf(identity: string, space: string, memory: CallerMemories) {
  const asked: string[] = [];
  const replies: Readonly<Record<string, object>> = {
    project_spaces_list: { data: [`key-of-${identity}`] },
    project_spaces_get: { one: { project_key: `key-of-${identity}`, name: space } },
    project_work_item_types_list: { data: [] },
  };
  const client: Client = {
    label: 'Feishu Project',
    identity,
    now: () => 0,
    sleep: async () => undefined,
    withWriterLock: (_name, _endpoint, _args, _options, task) => task(undefined),
    settled: async () => undefined,
    download: async () => undefined,
    async call(name, _, sent) {
      asked.push(`${name} ${JSON.stringify(sent)}`);
      const isOther = JSON.stringify(sent).includes('simple_names');
      return { data: isOther ? {} : { ...replies[name] } };
    },
  };
  const toolbox = createToolbox(['project_work_item_types_list'], {
    client: async () => client,
    memory,
    files: createFiles([]),
    bases: undefined,
    answers: 'full',
    linkHosts: new LinkHosts(),
  });
  const list = (name: string) =>
    toolbox.run('project_work_item_types_list', { project_key: name }, run);
  return { asked, list };
}

it('resolves the name of a space for nobody by what another caller listed a moment ago', async () => {
  const memory = new CallerMemories(() => 0);
  const anna = spacesOf('anna', 'Secret', memory);
  const bo = spacesOf('bo', 'Public', memory);
  expect(await anna.list('Secret')).toMatchObject({ isError: false });
  expect(anna.asked.at(-1)).toContain('key-of-anna');
  const refused = await bo.list('Secret');
  expect(refused).toMatchObject({ isError: true });
  expect(refused.text).toContain('Public');
  expect(refused.text).not.toContain('key-of-anna');
  const before = anna.asked.length;
  await anna.list('Secret');
  expect(anna.asked.slice(before)).toHaveLength(1);
});
