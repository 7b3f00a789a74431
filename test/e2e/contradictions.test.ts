import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { ServerFixture, signedIn } from '../support/server-fixture.js';

function everyService(sandbox: RunningSandbox): Readonly<Record<string, string>> {
  const { project, enos, url } = sandbox;
  return {
    ...signedIn(sandbox),
    FEISHU_LINK_HOSTS: 'bases.example.com',
    FEISHU_PROJECT_BASE_URL: url,
    FEISHU_PROJECT_PLUGIN_ID: project.access.pluginId,
    FEISHU_PROJECT_PLUGIN_SECRET: project.access.pluginSecret,
    FEISHU_PROJECT_USER_KEY: project.access.userKey,
    ENOS_APIGW_URL: url,
    ENOS_ACCESS_KEY: enos.access.accessKey,
    ENOS_SECRET_KEY: enos.access.secretKey,
    ENOS_ORG_ID: enos.access.orgId,
    ENOS_USER_ID: enos.access.userId,
  };
}

let server: ServerFixture;
let base: URL;
/** `/xinghe/story/detail/<id>` */
let itemPath: string;

beforeAll(async () => {
  server = await ServerFixture.start({ args: ['--toolsets', 'all'], env: everyService });
  base = new URL(server.sandbox.sampleUrl);
  itemPath = server.sandbox.project.sample.pathOf('points');
});
afterAll(() => server.end());

/** The text of a refusal, before which the tool's own endpoint was not called. */
async function refusal(tool: string, args: object): Promise<string> {
  const before = server.sent(tool);
  const text = await server.failure(tool, { ...args });
  expect(server.sent(tool)).toBe(before);
  return text;
}

describe('a link', () => {
  it.each(['https://evil.example.com', 'http://127.0.0.1:1'])(
    'of the foreign host %s is refused, with the hosts that count and the setting that adds one',
    async (origin) => {
      const project_key = `${origin}${itemPath}`;
      const update = { project_key, update_fields: { name: '甲' } };
      const texts = [
        await refusal('project_work_items_update', update),
        await refusal('bitable_tables_list', { app_token: `${origin}${base.pathname}` }),
        await refusal('bitable_resolve_link', { url: `${origin}${base.pathname}` }),
      ];
      for (const text of texts) {
        expect(text).toContain(`is a link to ${new URL(origin).host}`);
        expect(text).toMatch(/larksuite\.com.*bases\.example\.com.*FEISHU_LINK_HOSTS/);
      }
    },
  );

  it.each(['https://bases.example.com', 'https://acme.larksuite.com'])(
    'of the known host %s is read',
    async (origin) => {
      const app_token = `${origin}${base.pathname}`;
      expect(await server.call('bitable_tables_list', { app_token })).toHaveProperty('items');
    },
  );

  it('of a host that was not set is left alone in a cell', async () => {
    const url = 'https://evil.example.com/base/abc';
    const args = { app_token: base.href, fields: { 任务名称: url }, dry_run: true };
    const { would_send } = await server.call('bitable_records_create', args);
    expect(JSON.stringify(would_send.body)).toContain(url);
  });
});

interface ListedView {
  readonly view_id: string;
  readonly name: string;
}

async function viewsOfStories(): Promise<{ readonly data: readonly ListedView[] }> {
  const args = { project_key: 'xinghe', work_item_type_key: 'story' };
  const { rows } = await server.call('project_views_list', args);
  return { data: rows.map(([view_id, name]: readonly string[]) => ({ view_id, name })) };
}

describe('an argument beside a link', () => {
  it('that names another work item is refused, and neither is written', async () => {
    const link = `${server.sandbox.url}${itemPath}`;
    const args = { project_key: link, work_item_id: '6300041337', update_fields: { name: '甲' } };
    const text = await refusal('project_work_items_update', args);
    expect(text).toMatch(/work_item_id is 6300041337, but the link in project_key is that of item/);
  });

  it('that names another item within is refused', async () => {
    const project_key = `${server.sandbox.url}${itemPath}`;
    const place = { work_item_type_key: 'story', work_item_id: '6300041207' };
    const comment = {
      ...{ project_key, object: { type: 'WORKITEM', ...place } },
      content: { type: 'TEXT', text: '甲' },
    };
    const relation = { local_work_item_id: '6300041207', remote_work_item_id: '6300041402' };
    const story_relations = [{ ...relation, relation_id: '1' }];
    const instance = { ...place, project_key: `${server.sandbox.url}${itemPath}` };
    const bind = { project_key: 'xinghe', ...place, relation_rule_id: '商城需求-数据需求' };
    const texts = [
      await refusal('project_comments_create_v2', comment),
      await refusal('project_story_relations_create', { project_key, story_relations }),
      await refusal('project_associations_bind', { ...bind, instances: [instance] }),
    ];
    for (const text of texts) {
      expect(text).toContain('is 6300041207, but the link in project_key is that of item');
    }
  });

  it('that names another view of a space is refused; one that is absent is read from the link', async () => {
    const { data } = await viewsOfStories();
    const [shown, other] = data.map(({ view_id, name }) => ({ view_id, name }));
    const project_key = `${server.sandbox.url}/xinghe/storyView/${shown?.view_id}`;
    for (const view_id of [other?.view_id, other?.name]) {
      const text = await refusal('project_fixed_views_delete', { project_key, view_id });
      expect(text).toContain(`but the link beside it says view ${shown?.view_id}`);
    }
    for (const view of [{}, { view_id: null }, { view_id: shown?.name }]) {
      const args = { project_key, ...view, dry_run: true };
      const { would_send } = await server.call('project_fixed_views_delete', args);
      expect(would_send.path).toContain(`/fix_view/${shown?.view_id}`);
    }
    const elsewhere = { project_key: 'datahub', view_id: project_key };
    expect(await refusal('project_fixed_views_get', elsewhere)).toContain(
      'project_key is "datahub"',
    );
  });

  it('that leaves out the table or record that the link shows is refused', async () => {
    const texts = [
      await refusal('bitable_tables_batch_delete', { app_token: base.href, table_ids: ['客户'] }),
      await refusal('bitable_describe_base', { app_token: base.href, table_id: '客户' }),
    ];
    const app_token = `${base.href}&record=recShown`;
    for (const records of [['recOther'], 'recOther']) {
      texts.push(await refusal('bitable_records_batch_delete', { app_token, records }));
    }
    for (const text of texts) {
      expect(text).toContain('the link in app_token shows');
    }
  });

  it('that is null is read from the link', async () => {
    const table = { app_token: base.href, table_id: null, limit: 1 };
    expect(await server.call('bitable_records_search', table)).toHaveProperty('rows');
    const project_key = `${server.sandbox.url}${itemPath}`;
    const item = { project_key, work_item_type_key: null, work_item_id: null };
    const args = { ...item, update_fields: { 需求名称: '甲' }, dry_run: true };
    const { would_send } = await server.call('project_work_items_update', args);
    expect(would_send.path).toContain('/work_item/story/');
  });

  const others: readonly (readonly [argument: string, search: string, other: object])[] = [
    ['table_id', '', { table_id: '客户' }],
    ['view_id', '&view=vewShown', { view_id: '表格' }],
    ['record_ids', '&record=recShown', { record_ids: ['recOther'] }],
  ];
  it.each(others)('that is another %s is refused (%s)', async (argument, search, other) => {
    const tool = argument === 'record_ids' ? 'bitable_records_batch_get' : 'bitable_records_search';
    const text = await refusal(tool, { app_token: `${base.href}${search}`, ...other });
    expect(text).toMatch(new RegExp(`^- ${argument} `, 'm'));
    expect(text).toContain('the link in app_token shows');
  });

  it('that names what the link shows, by id or name, is taken', async () => {
    const table_id = base.searchParams.get('table');
    for (const same of [{ table_id }, { table_id: '任务' }]) {
      const args = { app_token: base.href, ...same, limit: 1 };
      expect(await server.call('bitable_records_search', args)).toHaveProperty('rows');
    }
  });
});

describe('times that cannot be', () => {
  const item = () => ({ project_key: `${server.sandbox.url}${itemPath}` });
  const wrong = ['2026-13-45', '2026-02-30', '2026-11-21 25:99'];

  it.each(wrong)('are refused in cells, filters and formulas: %s', async (date) => {
    const table = { app_token: base.href };
    const day = date.split(' ')[0];
    const texts = [
      await refusal('bitable_records_create', { ...table, fields: { 截止日期: date } }),
      await refusal('bitable_records_search', { ...table, filter: `截止日期 >= "${date}"` }),
    ];
    const formula = `CurrentValue.[截止日期] > TODATE("${day}")`;
    // A day after the last of its month stands in the vendor's own sample.
    if (day === '2026-13-45') {
      texts.push(await refusal('bitable_records_list', { ...table, filter: formula }));
      texts.push(await refusal('bitable_records_search', { ...table, filter: formula }));
    }
    for (const text of texts) {
      expect(text).toContain(day);
      expect(text).toContain('2026-11-');
    }
  });

  it('are refused where seconds stand for milliseconds', async () => {
    const update_fields = { 期望上线日期: 1_793_808_000 };
    const text = await refusal('project_work_items_update', { ...item(), update_fields });
    expect(text).toContain('was 1793808000');
  });

  it.each(wrong)('are refused in Feishu Project: %s', async (date) => {
    const node = { ...item(), node_id: 'doing', node_schedule: { start: date } };
    const space = { project_key: 'xinghe', work_item_type_key: 'story' };
    const params = [{ param_key: 'created_at', operator: '>=', value: date }];
    const search = { ...space, search_group: { conjunction: 'AND', search_params: params } };
    expect(await refusal('project_nodes_update', node)).toContain(date);
    expect(await refusal('project_work_items_search', search)).toContain(date);
  });

  it.each(['2026-13-45T09:30:00+08:00', '2026-02-30T09:30:00+08:00', '2026-11-21T25:99:00+08:00'])(
    'are refused in EnOS: %s',
    async (date) => {
      const args = { fromTriggerTime: date, toTriggerTime: '2026-12-31T00:00:00+08:00' };
      expect(await refusal('enos_flow_instances_search', args)).toContain(date);
    },
  );
});

describe('a span that ends before it begins', () => {
  it.each([
    '截止日期 >= 2026-12-01 and 截止日期 <= 2026-11-01',
    '截止日期 > 2026-12-01 and (截止日期 < 2026-11-30)',
  ])('is refused in a filter: %s', async (filter) => {
    const text = await refusal('bitable_records_search', { app_token: base.href, filter });
    expect(text).toContain('截止日期 would have to be from 2026-12-01 on and end at 2026-11-');
  });

  it.each([
    '截止日期 >= 2026-11-01 and 截止日期 <= 2026-11-01',
    '截止日期 >= 2026-12-01 or 截止日期 <= 2026-11-01',
    '截止日期 >= 2026-12-01 and not (截止日期 <= 2026-11-01)',
  ])('is not seen where there is none: %s', async (filter) => {
    expect(
      await server.call('bitable_records_search', { app_token: base.href, filter }),
    ).toBeTruthy();
  });

  it('is refused in the vendor’s own form of a filter', async () => {
    const conditions = [
      { field_name: '截止日期', operator: 'isGreater', value: ['ExactDate', '2026-12-01'] },
      { field_name: '截止日期', operator: 'isLess', value: ['ExactDate', '2026-11-01'] },
    ];
    const args = { app_token: base.href, filter: { conjunction: 'and', conditions } };
    expect(await refusal('bitable_records_search', args)).toContain('which is earlier');
  });

  it.each([
    [{ start: '2026-12-10', end: '2026-12-01' }],
    [{ estimate_start_date: 1796832000000, estimate_end_date: 1795968000000 }],
  ])('is refused as the schedule of a node: %j', async (node_schedule) => {
    const project_key = `${server.sandbox.url}${itemPath}`;
    const node = { project_key, node_id: 'doing' };
    const text = await refusal('project_nodes_update', { ...node, node_schedule });
    expect(text).toContain('node_schedule.estimate_end_date is 2026-');
    expect(text).toContain('before its start');
    const task = { project_key, node: '需求评审', schedule: node_schedule };
    expect(await server.failure('project_nodes_complete', task)).toContain('estimate_end_date');
  });

  it('is refused in spans and conditions of Feishu Project', async () => {
    const created_at = { start: '2026-12-10', end: '2026-12-01' };
    const filter = { project_key: 'xinghe', work_item_type_keys: ['story'], created_at };
    expect(await refusal('project_work_items_filter', filter)).toContain('created_at.end');
    const search_params = [
      { param_key: 'created_at', operator: '>=', value: '2026-12-10' },
      { param_key: 'created_at', operator: '<', value: '2026-12-01' },
    ];
    const search = {
      ...{ project_key: 'xinghe', work_item_type_key: 'story' },
      search_group: { conjunction: 'AND', search_params },
    };
    expect(await refusal('project_work_items_search', search)).toContain('search_params[1].value');
  });

  it('is refused in EnOS', async () => {
    const args = {
      type: 1,
      status: ['FAIL'],
      fromTriggerTime: '2026-12-10T00:00:00+08:00',
      toTriggerTime: '2026-12-01T00:00:00+08:00',
    };
    expect(await refusal('enos_flow_instances_search', args)).toContain('toTriggerTime');
  });
});
