import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effects } from '../../src/core/effect.js';
import { catalogue, isEndpointName } from '../../src/endpoints/catalogue.js';
import { ServerFixture } from '../support/server-fixture.js';
import { newFolder, newTable, numbered, records, rowsAt } from '../support/table-fixture.js';
import { published } from '../support/toolbox.js';
import { toolFixture, toolScenarios } from './fixtures/tool-scenarios.js';

const folder = newFolder();
let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all', '--files', folder.path] });
});

afterAll(async () => {
  await fixture.end();
  folder.remove();
});

const writers = published
  .filter(({ service }) => service === 'feishu')
  .filter(({ effect }) => effects[effect].writes)
  .map(({ listed }) => listed.name);

/** Everything that the vendor holds, as it is now. */
function everything() {
  const { bitable, drive, medias } = fixture.sandbox.world;
  return structuredClone({ bases: bitable.bases, files: bitable.files, drive, medias });
}

/** What was asked of the vendor that changes something. */
function writesSince(before: number) {
  return fixture.sandbox.requests
    .slice(before)
    .filter(({ name = '' }) => isEndpointName(name) && effects[catalogue[name].effect].writes);
}

describe('a dry run', () => {
  it('is an argument of every tool that writes, and of no other', async () => {
    const { tools } = await fixture.client.listTools();
    const rehearsing = tools.filter(
      ({ inputSchema }) => 'dry_run' in (inputSchema.properties ?? {}),
    );
    expect(rehearsing.map(({ name }) => name)).toEqual(writers);
  });

  it.each(writers)('of %s sends nothing that changes anything', async (tool) => {
    const context = toolFixture(fixture.sandbox, tool, folder.path);
    const args = toolScenarios[tool]!.args(context);
    const [before, state] = [fixture.sandbox.requests.length, everything()];
    const files = readdirSync(folder.path);
    const { dry_run, notes } = await fixture.call(tool, { ...args, dry_run: true });
    expect(dry_run).toBe(true);
    expect(notes).toContainEqual(expect.stringMatching(/^nothing was (sent|written)/));
    expect(writesSince(before)).toEqual([]);
    expect(everything()).toEqual(state);
    expect(readdirSync(folder.path)).toEqual(files);
  });

  it.each(writers.filter(isEndpointName))(
    'of %s says what the call sends after it',
    async (tool) => {
      const context = toolFixture(fixture.sandbox, tool, folder.path);
      const args = toolScenarios[tool]!.args(context);
      const { would_send, requests } = await fixture.call(tool, { ...args, dry_run: true });
      const before = fixture.sandbox.requests.length;
      await fixture.call(tool, args);
      const sent = writesSince(before);
      expect(sent).toHaveLength(requests);
      const { method, path, query } = sent[0]!;
      const { client_token: _, ...parameters } = Object.fromEntries(new URLSearchParams(query));
      expect(would_send).toMatchObject({ method, path });
      expect(would_send.query ?? {}).toEqual(parameters);
    },
  );

  it('shows cells in the form that is sent, three of many, and counts the requests', async () => {
    const tableRef = newTable(fixture.sandbox);
    const args = { ...tableRef, records: [{ fields: { 数量: '1,200.0' } }, ...records(1_000)] };
    const tool = 'bitable_records_batch_create';
    const facts = await fixture.call(tool, { ...args, dry_run: true });
    expect(facts.requests).toBe(3);
    expect(facts.would_send.body.records).toEqual([{ fields: { 数量: 1_200 } }, ...records(2)]);
    expect(facts.notes).toContain('would_send shows 3 of 1001 records, sent 500 at a time');
    expect(rowsAt(fixture.sandbox, tableRef)).toEqual([]);
  });

  it('refuses what the call would be refused for', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    const args = { ...tableRef, fields: { 数量: '三' }, dry_run: true };
    expect(await fixture.failure('bitable_records_create', args)).toContain('fields.数量 is "三"');
  });

  it('shows options that the call would make, and makes none', async () => {
    const fields = [{ field_name: '状态', type: 3 }];
    const tableRef = newTable(fixture.sandbox, [], [{ field_name: '标题', type: 1 }, ...fields]);
    const args = { ...tableRef, fields: { 状态: '新' }, create_options: true };
    const { notes } = await fixture.call('bitable_records_create', { ...args, dry_run: true });
    expect(notes).toContain('状态: new options "新"');
    const { items } = await fixture.call('bitable_fields_list', tableRef);
    expect(items[1].property?.options ?? []).toEqual([]);
  });
});
