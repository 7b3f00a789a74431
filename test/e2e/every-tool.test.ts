import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, isEndpointName } from '../../src/endpoints/catalogue.js';
import { isTaskName } from '../../src/tools/catalog/operations.js';
import { ServerFixture } from '../support/server-fixture.js';
import { newFolder } from '../support/table-fixture.js';
import { toolFixture, toolScenarios } from './fixtures/tool-scenarios.js';

const folder = newFolder();
let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all', '--files', folder.path] });
  await fixture.call('bitable_apps_create', { name: '先' });
});

afterAll(async () => {
  await fixture.end();
  folder.remove();
});

/** Tools that may be called again: they change nothing. */
const readers = Object.keys(toolScenarios).filter((tool) =>
  /_(?:get|list|search|aggregate|describe_base|resolve_link)$/.test(tool),
);

describe('every tool', () => {
  it('that the server lists is visited, and no other', async () => {
    const { tools } = await fixture.client.listTools();
    expect(Object.keys(toolScenarios).sort()).toEqual(tools.map(({ name }) => name).sort());
    expect(tools.map(({ outputSchema }) => outputSchema?.type)).toEqual(tools.map(() => 'object'));
  });

  it.each(Object.keys(toolScenarios).filter(isEndpointName))(
    '%s succeeds with one request, beside looks at the table and at what a change replaces',
    async (tool) => {
      const { args, facts } = toolScenarios[tool]!;
      const context = toolFixture(fixture.sandbox, tool, folder.path);
      const [own, all] = [fixture.sent(tool), fixture.sent()];
      expect(await fixture.call(tool, args(context))).toMatchObject(facts);
      expect(fixture.sent(tool)).toBe(own + 1);
      const looks = ['update', 'delete'].includes(catalogue[tool].effect) ? 1 : 0;
      expect(fixture.sent()).toBeLessThanOrEqual(all + 1 + looks);
    },
  );

  it.each(readers.flatMap((tool) => [null, ''].map((nothing) => [tool, nothing] as const)))(
    '%s takes %j for each of its optional arguments as absence',
    async (tool, nothing) => {
      const { args, facts } = toolScenarios[tool]!;
      const own = args(toolFixture(fixture.sandbox, tool, folder.path));
      const { tools } = await fixture.client.listTools();
      const { properties = {}, required = [] } =
        tools.find(({ name }) => name === tool)?.inputSchema ?? {};
      const absent = Object.keys(properties).filter((key) => !(key in own));
      expect(required.filter((key) => absent.includes(key))).toEqual([]);
      const nothings = Object.fromEntries(absent.map((key) => [key, nothing]));
      expect(await fixture.call(tool, { ...own, ...nothings })).toMatchObject(facts);
    },
  );

  it.each(Object.keys(toolScenarios).filter(isTaskName))(
    '%s does its task in one call',
    async (tool) => {
      const { args, facts } = toolScenarios[tool]!;
      const context = toolFixture(fixture.sandbox, tool, folder.path);
      expect(await fixture.call(tool, args(context))).toMatchObject(facts);
    },
  );
});

describe('every tool beside --base', () => {
  it('refuses another base, and asks the vendor nothing about it', async () => {
    const args = ['--toolsets', 'all', '--files', folder.path, '--base', 'bascnAllowed'];
    const bound = await ServerFixture.start({ args });
    const { tools } = await bound.client.listTools();
    for (const { name } of tools) {
      const context = toolFixture(bound.sandbox, name, folder.path);
      const text = await bound.failure(name, toolScenarios[name]!.args(context));
      expect(text, name).toContain('is not a base that this server may touch');
    }
    const { wiki } = bound.sandbox.sampleLinks;
    expect(bound.sandbox.requests).toEqual([]);
    const text = await bound.failure('bitable_tables_list', { app_token: wiki });
    expect(text).toContain('is not a base that this server may touch');
    expect(bound.sandbox.requests.map(({ name }) => name)).toEqual([
      'tenant_access_token',
      'wiki_nodes_get',
    ]);
    expect(tools.length).toBeGreaterThan(60);
    await bound.end();
  });
});
