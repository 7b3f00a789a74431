import { describe, expect, it } from 'vitest';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

const item = { project_key: '星河商城', work_item_type_key: '需求' };

describe('links of work items', () => {
  it('stand for the space, the type and the item, and the answer says so', async () => {
    const fixture = await ProjectToolFixture.start();
    const update_fields = [{ field_key: 'name', field_value: '新名称' }];
    const args = { project_key: fixture.link('points'), update_fields };
    const { path } = await fixture.wouldSend('project_work_items_update', args);
    const { project_key, work_item_id } = fixture.item('points');
    expect(path).toBe(`/open_api/${project_key}/work_item/story/${work_item_id}`);
    const { notes } = await fixture.answer('project_work_items_update', args);
    expect(notes.join()).toContain(`the link of item ${work_item_id} was read as`);
    expect(fixture.stored('points').name).toBe('新名称');
  });

  it('can stand for one of several items', async () => {
    const fixture = await ProjectToolFixture.start();
    const ids = [fixture.link('points'), fixture.sample.items['coupons']];
    const { rows } = await fixture.answer('project_work_items_get', { work_item_ids: ids });
    expect(rows.map(([, name]: readonly string[]) => name)).toEqual([
      '会员积分过期提醒',
      '优惠券叠加规则改造',
    ]);
  });

  it('are refused where they lead to items of different types', async () => {
    const fixture = await ProjectToolFixture.start();
    const ids = [fixture.link('points'), fixture.link('crash')];
    const text = await fixture.failure('project_work_items_get', { work_item_ids: ids });
    expect(text).toContain('xinghe/story, xinghe/issue');
    expect(fixture.calls).toEqual([]);
  });

  it('stand for a space wherever one is named, unless their host is foreign', async () => {
    const fixture = await ProjectToolFixture.start();
    const relation = { ...item, name: '依赖' };
    const detailsAt = (project_key: string) => ({
      ...relation,
      relation_details: [{ project_key, work_item_type_key: '需求' }],
    });
    const link = fixture.link('points');
    const { body } = await fixture.wouldSend('project_relations_create', detailsAt(link));
    expect(body.relation_details[0].project_key).toBe(fixture.item('points').project_key);
    const foreign = detailsAt('https://evil.example.com/xinghe/story/detail/1');
    expect(await fixture.failure('project_relations_create', foreign)).toContain(
      'evil.example.com',
    );
    const across = { work_item_type_key: 'story', project_keys: [link], work_item_name: '会员' };
    const { rows } = await fixture.answer('project_work_items_filter_across', across);
    expect(rows).toHaveLength(1);
  });

  const wrongBeside: readonly (readonly [what: string, args: object, text: RegExp])[] = [
    ['another type', { work_item_type_key: 'issue' }, /work_item_type_key is "issue".* says story/],
    ['another type by name', { work_item_type_key: '缺陷' }, /work_item_type_key is "缺陷"/],
    ['another space', { project_key: '数据平台' }, /project_key is "数据平台".* says xinghe/],
    ['another item', { work_item_id: '6300041337' }, /work_item_id is 6300041337.*of item \d+/],
    [
      'another item of a list',
      { work_item_ids: ['6300041337'] },
      /work_item_ids is 6300041337.*of item \d+/,
    ],
  ];
  it.each(wrongBeside)('are refused beside %s, and nothing is sent', async (_, beside, text) => {
    const fixture = await ProjectToolFixture.start();
    const holder = 'project_key' in beside ? 'work_item_id' : 'project_key';
    const isList = 'work_item_ids' in beside;
    const name = isList ? 'project_work_items_get' : 'project_work_items_delete';
    const args = { [holder]: fixture.link('points'), ...beside };
    expect(await fixture.failure(name, args)).toMatch(text);
    expect(fixture.calls).not.toContain(name);
  });

  it('can stand beside the name of their own space and type', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...item, work_item_id: fixture.link('points'), update_fields: { name: '甲' } };
    const { path } = await fixture.wouldSend('project_work_items_update', args);
    const { project_key, work_item_id } = fixture.item('points');
    expect(path).toBe(`/open_api/${project_key}/work_item/story/${work_item_id}`);
  });

  it.each(['https://evil.example.com', 'http://127.0.0.2:1', 'https://project.feishu.cn.evil.com'])(
    'are refused where they are of a foreign host: %s',
    async (origin) => {
      const fixture = await ProjectToolFixture.start();
      const link = `${origin}${fixture.sample.pathOf('points')}`;
      for (const args of [{ project_key: link }, { work_item_id: link }, { project_key: origin }]) {
        const text = await fixture.failure('project_work_items_delete', args);
        expect(text).toContain(`is a link to ${new URL(origin).host}, which is not a known host`);
        expect(text).toContain('FEISHU_LINK_HOSTS');
      }
      expect(fixture.calls).toEqual([]);
    },
  );
});

describe('names in the place of keys', () => {
  it('are those of spaces, types, fields, roles and people', async () => {
    const fixture = await ProjectToolFixture.start();
    const { project_key, work_item_id } = fixture.item('points');
    const { path, body } = await fixture.wouldSend('project_nodes_update', {
      ...item,
      work_item_id,
      node_id: '后端开发',
      node_owners: ['李四', 'huang.lei@sandbox.invalid'],
      role_assignee: { 测试: '吴久' },
      fields: { 'Sentry 链接': 'https://example.com' },
    });
    expect(path).toBe(`/open_api/${project_key}/workflow/story/${work_item_id}/node/doing`);
    const { userKeyOf, storyFields } = fixture.sample;
    expect(body).toEqual({
      node_owners: [userKeyOf('李四'), userKeyOf('黄磊')],
      role_assignee: [{ role: 'QA', owners: [userKeyOf('吴久')] }],
      fields: [{ field_key: storyFields.sentryLink, field_value: 'https://example.com' }],
    });
  });

  it('may be simple names, API names and aliases', async () => {
    const fixture = await ProjectToolFixture.start();
    const { path } = await fixture.wouldSend('project_work_items_create', {
      project_key: 'xinghe',
      work_item_type_key: 'release',
      name: '星河商城 3.3',
      field_value_pairs: [{ field_alias: 'version_no', field_value: '3.3' }],
    });
    expect(path).toBe(`/open_api/${fixture.sample.projectKey}/work_item/create`);
  });

  it('are all refused at once where they fit nothing, with what there is', async () => {
    const fixture = await ProjectToolFixture.start();
    const { work_item_id } = fixture.item('points');
    const text = await fixture.failure('project_nodes_update', {
      ...item,
      work_item_id,
      node_id: '后端开法',
      node_owners: ['李斯'],
      role_assignee: { 测式: [] },
      fields: { 评审结伦: '通过' },
    });
    expect(text).toContain('Did you mean 后端开发?');
    expect(text).toContain('there is no person of that name');
    expect(text).toContain('Did you mean 测试?');
    expect(text).toContain('Did you mean 评审结论?');
    expect(fixture.calls).not.toContain('project_nodes_update');
  });

  it('are refused with the candidates where they could mean several', async () => {
    const fixture = await ProjectToolFixture.start();
    const type = fixture.world.spaces[0]?.types.find(({ key }) => key === 'story');
    type?.fields.push({ ...type.fields[0]!, key: 'field_twin', name: '需求文档' });
    const text = await fixture.failure('project_work_items_update', {
      ...fixture.item('points'),
      update_fields: { 需求文档: 'https://example.com' },
    });
    expect(text).toContain('which could be 2 fields');
    expect(text).toContain('需求文档 (field_twin)');
  });

  it('are not looked up where keys were given, and a moment later only once', async () => {
    const fixture = await ProjectToolFixture.start();
    const work_item_id = fixture.sample.items['points'];
    const args = { ...item, work_item_id };
    await fixture.answer('project_subtasks_list', fixture.item('points'));
    expect(fixture.calls).toEqual(['project_subtasks_list']);
    await fixture.answer('project_subtasks_list', args);
    const looked = fixture.calls.length;
    await fixture.answer('project_subtasks_list', args);
    expect(fixture.calls).toHaveLength(looked + 1);
  });

  it('are looked up anew where what was remembered does not have them', async () => {
    const fixture = await ProjectToolFixture.start();
    const update = (name: string) =>
      fixture.wouldSend('project_work_items_update', {
        ...fixture.item('points'),
        update_fields: { [name]: 'x' },
      });
    await update('Sentry 链接');
    const type = fixture.world.spaces[0]?.types.find(({ key }) => key === 'story');
    type!.fields.find(({ name }) => name === 'Sentry 链接')!.name = '错误链接';
    const { body } = await update('错误链接');
    expect(body.update_fields[0].field_key).toBe(fixture.sample.storyFields.sentryLink);
  });

  it('are taken to the vendor as they are where fields may not be seen', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.reply(
      'project_fields_list',
      { err_code: 10001, err_msg: 'No Permission', err: {} },
      403,
    );
    const update_fields = [{ field_key: 'whatever', field_value: 'x' }];
    const args = { ...fixture.item('points'), update_fields, dry_run: true };
    const { would_send, notes } = await fixture.answer('project_work_items_update', args);
    expect(would_send.body).toEqual({ update_fields });
    expect(notes.join()).toContain('may not be seen');
  });

  it('lead from the state that an item is in to the one that is named', async () => {
    const fixture = await ProjectToolFixture.start();
    const crash = fixture.item('crash');
    const fields = { 解决方案: '已修复' };
    await fixture.answer('project_states_change', { ...crash, transition_id: '已修复', fields });
    expect(fixture.stored('crash').status).toBe('RESOLVED');
    const text = await fixture.failure('project_states_change', {
      ...crash,
      transition_id: '处理中',
    });
    expect(text).toContain('已关闭 (CLOSED)');
  });

  it('find the type of an item that was named by its id alone', async () => {
    const fixture = await ProjectToolFixture.start();
    const { project_key, work_item_id } = fixture.item('installments');
    const args = { project_key, work_item_id, state_key: '后端开发' };
    const { rows } = await fixture.answer('project_transitions_get_required', args);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('that look like those of a base are still those of Feishu Project', async () => {
    const fixture = await ProjectToolFixture.start();
    const view_id = fixture.sample.views.fixed;
    const args = { project_key: 'xinghe', view_id };
    const { rows } = await fixture.answer('project_fixed_views_get', args);
    expect(rows).toHaveLength(2);
  });

  it('go as they are where a token tells who the user is, but not the key to list spaces for', async () => {
    const fixture = await ProjectToolFixture.start({
      credentials: ({ project: { tokens, sample } }) => ({
        userToken: tokens.grant(sample.userKey).token,
      }),
    });
    const { work_item_id } = fixture.item('points');
    await fixture.answer('project_subtasks_list', { ...item, project_key: 'xinghe', work_item_id });
    const text = await fixture.failure('project_subtasks_list', { ...item, work_item_id });
    expect(text).toContain('FEISHU_PROJECT_USER_KEY');
  });

  it('can be the link of any page of a space', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: `${fixture.sandbox.url}/xinghe/overview` };
    const { rows } = await fixture.answer('project_work_item_types_list', args);
    expect(rows.length).toBeGreaterThan(2);
  });

  it('are told where a lookup of several people did not find them', async () => {
    const fixture = await ProjectToolFixture.start();
    const emails = ['LI.SI@sandbox.invalid', 'li.si@sandbox.invalid', 'nobody@x.com'];
    const asked = { emails, user_keys: ['7000000000000000000'] };
    const { rows, not_found } = await fixture.answer('project_users_query', asked);
    expect(rows).toHaveLength(1);
    expect(not_found).toEqual({ user_keys: ['7000000000000000000'], emails: ['nobody@x.com'] });
    const text = await fixture.failure('project_users_query', { emails: ['nobody@x.com'] });
    expect(text).toContain('None of these people was found');
  });

  it('are looked up anew after the vendor refused something', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { ...fixture.item('points'), update_fields: { 'Sentry 链接': 'x' } };
    await fixture.answer('project_work_items_update', args);
    fixture.stored('points').frozen = true;
    await fixture.failure('project_work_items_update', args);
    fixture.stored('points').frozen = false;
    await fixture.answer('project_work_items_update', args);
    expect(fixture.calls.filter((name) => name === 'project_fields_list')).toHaveLength(2);
  });
});
