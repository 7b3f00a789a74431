import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/endpoints/catalogue.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import { type Args, type Facts, ServerFixture } from '../../support/server-fixture.js';
import { type NamedThing, namedThings } from './named-things.js';

let server: ServerFixture;
let things: readonly NamedThing[];

beforeAll(async () => {
  server = await ServerFixture.start({
    args: ['--toolsets', 'all'],
    env: ({ url, project: { access } }) => ({
      FEISHU_PROJECT_BASE_URL: url,
      FEISHU_PROJECT_PLUGIN_ID: access.pluginId,
      FEISHU_PROJECT_PLUGIN_SECRET: access.pluginSecret,
      FEISHU_PROJECT_USER_KEY: access.userKey,
    }),
    sandbox: { projectOptions: { rateLimits: false } },
  });
  things = namedThings(server.sandbox);
});

afterAll(() => server.end());

const isRead = (tool: string) =>
  Object.entries(catalogue).some(([name, { effect }]) => name === tool && effect === 'read');

/** What a read answers, or what a write would send. */
async function outcomeOf(tool: string, args: Args): Promise<Facts> {
  const facts = await server.call(tool, isRead(tool) ? args : { ...args, dry_run: true });
  const { notes, ...rest } = facts;
  return rest;
}

function thingNamed(what: string): NamedThing {
  const thing = things.find((each) => each.what === what);
  if (thing === undefined) {
    throw new Error(`there is no ${what}`);
  }
  return thing;
}

const sandbox = await startSandbox();
const rows = namedThings(sandbox).flatMap(({ what, calls }) =>
  calls.map(([tool, path], at) => [what, tool, path, at] as const),
);
await sandbox.close();

describe('a name in another form than its argument has', () => {
  it.each([['待处理'], '待处理', [{ state_key: '待处理' }]])(
    'finds items by a status that is given as %j',
    async (work_item_status) => {
      const { rows: found } = await outcomeOf('project_work_items_filter', {
        project_key: 'xinghe',
        work_item_type_keys: ['缺陷'],
        work_item_status,
      });
      expect(found).toHaveLength(1);
    },
  );

  it('is the id of a transition, as a number', async () => {
    const { would_send: sent } = await outcomeOf('project_states_change', {
      project_key: 'xinghe',
      work_item_type_key: '缺陷',
      work_item_id: '安卓 14 支付页偶现闪退',
      transition_id: 21058413,
      fields: { 解决方案: '重复' },
    });
    expect(sent).toMatchObject({ body: { transition_id: 21058413 } });
  });

  it('is no kind of operation, which is refused with those that there are', async () => {
    const text = await server.failure('project_op_records_list', {
      project_key: 'xinghe',
      work_item_ids: ['支持微信支付分期付款'],
      operation_type: ['修改'],
    });
    expect(text).toMatch(/operation_type\[0\] was "修改".*"modify", "create"/);
  });
});

describe('an argument of Feishu Project that names a thing', () => {
  it.each(rows)('takes a %s by id and by name: %s %s', async (what, tool, _, at) => {
    const { id, name, calls } = thingNamed(what);
    const args = calls[at]?.[2];
    const byId = await outcomeOf(tool, args?.(id) ?? {});
    expect(await outcomeOf(tool, args?.(name) ?? {})).toEqual(byId);
    for (const list of [byId['rows'], byId['items'], byId['data']].filter(Array.isArray)) {
      expect(list).not.toEqual([]);
    }
  });

  it.each(rows)('refuses a wrong %s and sends nothing: %s %s', async (what, tool, path, at) => {
    const args = thingNamed(what).calls[at]?.[2];
    const before = server.sent(tool);
    const text = await server.failure(tool, args?.('没有这个') ?? {});
    expect(text).toContain(path);
    expect(text).toContain('没有这个');
    expect(text).toContain('nothing was sent');
    // Reads may be what looks names up.
    expect(isRead(tool) || server.sent(tool) === before).toBe(true);
  });

  it.each(rows)('takes a %s whose name looks like an id: %s %s', async (what, tool, _, at) => {
    const { id, idLike, calls, thing, nameKey } = thingNamed(what);
    const args = calls[at]?.[2];
    const name: unknown = Reflect.get(thing, nameKey);
    Reflect.set(thing, nameKey, idLike);
    // Listings are remembered for a moment, until the vendor refuses something.
    await server.failure('project_charts_get', { project_key: 'xinghe', chart_id: 'none' });
    try {
      const byId = await outcomeOf(tool, args?.(id) ?? {});
      expect(await outcomeOf(tool, args?.(idLike) ?? {})).toEqual(byId);
    } finally {
      Reflect.set(thing, nameKey, name);
    }
  });
});
