import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isEndpointName } from '../../src/endpoints/catalogue.js';
import { isTaskName } from '../../src/tools/catalog/tasks.js';
import { World } from '../support/built-server.js';
import { newFolder } from '../support/table-fixture.js';
import { sceneFor, visits } from '../support/tool-scenarios.js';

const folder = newFolder();
let world: World;

beforeAll(async () => {
  world = await World.start({ args: ['--toolsets', 'all', '--files', folder.path] });
  await world.call('bitable_apps_create', { name: '先' });
});

afterAll(async () => {
  await world.end();
  folder.remove();
});

describe('every tool', () => {
  it('that the server lists is visited, and no other', async () => {
    const { tools } = await world.client.listTools();
    expect(Object.keys(visits).sort()).toEqual(tools.map(({ name }) => name).sort());
    expect(tools.map(({ outputSchema }) => outputSchema?.type)).toEqual(tools.map(() => 'object'));
  });

  it.each(Object.keys(visits).filter(isEndpointName))(
    '%s succeeds with one request, beside looks at the table',
    async (tool) => {
      const { args, facts } = visits[tool]!;
      const scene = sceneFor(world.sandbox, tool, folder.path);
      const [own, all] = [world.sent(tool), world.sent()];
      expect(await world.call(tool, args(scene))).toMatchObject(facts);
      expect(world.sent(tool)).toBe(own + 1);
      expect(world.sent()).toBeLessThanOrEqual(all + 1);
    },
  );

  it.each(Object.keys(visits).filter(isTaskName))('%s does its task in one call', async (tool) => {
    const { args, facts } = visits[tool]!;
    const scene = sceneFor(world.sandbox, tool, folder.path);
    expect(await world.call(tool, args(scene))).toMatchObject(facts);
  });
});

describe('every tool beside --base', () => {
  it('refuses another base, and asks the vendor nothing about it', async () => {
    const args = ['--toolsets', 'all', '--files', folder.path, '--base', 'bascnAllowed'];
    const bound = await World.start({ args });
    const { tools } = await bound.client.listTools();
    for (const { name } of tools) {
      const scene = sceneFor(bound.sandbox, name, folder.path);
      const text = await bound.failure(name, visits[name]!.args(scene));
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
