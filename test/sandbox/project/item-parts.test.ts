import { describe, expect, it } from 'vitest';
import { ProjectFile } from '../../../src/sandbox/project/gateway/reply.js';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { ProjectFixture, someFriday } from './fixtures/project-fixture.js';

const day = 24 * 60 * 60 * 1_000;

describe('sub-tasks', () => {
  const list = (fixture: ProjectFixture, query: Record<string, string> = { node_id: 'doing' }) =>
    fixture.data('project_subtasks_list', { path: fixture.path('installments'), query });
  const create = (fixture: ProjectFixture, body: WireObject) => ({
    path: fixture.path('installments'),
    body: { node_id: 'doing', name: '压测', ...body },
  });
  const operate = (
    fixture: ProjectFixture,
    task_id: unknown,
    action: string,
    more: WireObject = {},
  ) =>
    fixture.code('project_subtasks_operate', {
      path: fixture.path('installments'),
      body: { node_id: 'doing', task_id: BigInt(String(task_id)), action, ...more },
    });

  it('come with their node, or are added to it', () => {
    const fixture = new ProjectFixture();
    const id = fixture.data(
      'project_subtasks_create',
      create(fixture, { assignee: [fixture.key('黄磊')] }),
    );
    expect(id > 2n ** 53n).toBe(true);
    const [node] = list(fixture);
    expect(node).toMatchObject({ state_key: 'doing', node_name: '后端开发' });
    expect(node.sub_tasks.map(({ name }: WireObject) => name)).toEqual([
      '接口设计',
      '接口联调',
      '压测',
    ]);
    expect(node.sub_tasks[2]).toMatchObject({
      id: String(id),
      owners: [fixture.key('黄磊')],
      passed: false,
      order: 3,
    });
    expect(list(fixture, {})).toHaveLength(8);
  });

  it('are completed by who has them, and opened again', () => {
    const fixture = new ProjectFixture();
    const [{ sub_tasks: tasks }] = list(fixture);
    expect(operate(fixture, tasks[0].id, 'confirm', { note: '已评审' })).toBe(0);
    expect(list(fixture)[0].sub_tasks[0]).toMatchObject({ passed: true, note: '已评审' });
    expect(operate(fixture, tasks[0].id, 'confirm')).toBe(50006);
    expect(operate(fixture, tasks[0].id, 'rollback')).toBe(0);
    expect(operate(fixture, tasks[0].id, 'rollback')).toBe(20037);
  });

  it('need their deliverable before they are completed', () => {
    const fixture = new ProjectFixture();
    const [{ sub_tasks: tasks }] = list(fixture);
    expect(operate(fixture, tasks[1].id, 'confirm')).toBe(50006);
    const deliverable = [{ field_alias: 'document', field_value: 'https://example.com/report' }];
    expect(operate(fixture, tasks[1].id, 'confirm', { deliverable })).toBe(0);
    expect(list(fixture)[0].sub_tasks[1].deliverable).toMatchObject([
      { field_value: 'https://example.com/report' },
    ]);
  });

  it('are changed and deleted', () => {
    const fixture = new ProjectFixture();
    const [{ sub_tasks: tasks }] = list(fixture);
    const path = fixture.path('installments', { node_id: 'doing', task_id: tasks[0].id });
    const body = {
      name: '接口设计与评审',
      schedule: { points: 2, estimate_start_date: someFriday, estimate_end_date: someFriday + day },
      update_fields: [{ field_alias: 'difficulty', field_value: { value: 'hard' } }],
      role_assignee: [{ role: 'BE', owners: [fixture.key('李四')] }],
    };
    fixture.call('project_subtasks_update', { path, body });
    expect(list(fixture)[0].sub_tasks[0]).toMatchObject({
      name: '接口设计与评审',
      owners: [fixture.key('李四')],
      schedules: [{ points: 2 }],
      fields: [{ field_value: { label: '困难' } }],
    });
    fixture.call('project_subtasks_delete', { path });
    expect(list(fixture)[0].sub_tasks).toHaveLength(1);
    expect(fixture.code('project_subtasks_delete', { path })).toBe(20046);
  });

  it.each<[string, number, (fixture: ProjectFixture) => WireObject]>([
    ['no name', 20005, () => ({ name: '' })],
    ['a node that does not exist', 20018, () => ({ node_id: 'state_99' })],
    [
      'people and a role',
      20047,
      (fixture) => ({
        assignee: [fixture.key('李四')],
        role_assignee: [{ role: 'BE', owners: [] }],
      }),
    ],
    ['a role of another node', 20048, () => ({ role_assignee: [{ role: 'QA', owners: [] }] })],
  ])('are not created with %s', (_, code, body) => {
    const fixture = new ProjectFixture();
    expect(fixture.code('project_subtasks_create', create(fixture, body(fixture)))).toBe(code);
  });

  it('are refused for another action and for what does not exist', () => {
    const fixture = new ProjectFixture();
    const [{ sub_tasks: tasks }] = list(fixture);
    expect(operate(fixture, tasks[0].id, 'skip')).toBe(20082);
    expect(operate(fixture, 404, 'confirm')).toBe(20046);
    const code = (handle: string) =>
      fixture.code('project_subtasks_create', {
        ...create(fixture, {}),
        path: fixture.path(handle),
      });
    expect([code('purchasing'), code('crash')]).toEqual([20007, 20065]);
    expect(
      fixture.code('project_subtasks_list', {
        path: fixture.path('points'),
        query: { node_id: 'x' },
      }),
    ).toBe(20018);
  });

  it('are found across spaces', () => {
    const fixture = new ProjectFixture();
    const body = { simple_names: ['xinghe'], name: '接口设计', status: 0 };
    const found = fixture.call('project_subtasks_search', { body });
    expect(found.data[0]).toMatchObject({ node_id: 'doing', sub_task: { name: '接口设计' } });
    expect(found.data.length).toBe(found.pagination.total);
    const done = fixture.data('project_subtasks_search', { body: { ...body, status: 1 } });
    expect(done.map(({ work_item_name: name }: WireObject) => name).sort()).toEqual(
      ['优惠券叠加规则改造', '历史订单归档', '商品详情页首屏提速'].sort(),
    );
  });
});

describe('comments', () => {
  const comment = (fixture: ProjectFixture, body: WireObject, as = '李四') =>
    fixture.data('project_comments_create', { path: fixture.path('installments'), body, as });
  const list = (fixture: ProjectFixture, query: Record<string, string> = {}) =>
    fixture.call('project_comments_list', { path: fixture.path('installments'), query });

  it('are listed from the oldest, with ids beyond what a double holds', () => {
    const fixture = new ProjectFixture();
    const id = comment(fixture, { content: '网关已升级' });
    const { data, pagination } = list(fixture, { page_num: '2', page_size: '3' });
    expect(pagination).toEqual({ page_num: 2, page_size: 3, total: 4 });
    expect(data).toMatchObject([{ id, content: '网关已升级', operator: fixture.key('李四') }]);
    expect(typeof id).toBe('bigint');
    expect(typeof comment(new ProjectFixture({ idsBeyondDoubles: false }), { content: 'x' })).toBe(
      'number',
    );
  });

  it('prefer a rich text to a plain one', () => {
    const fixture = new ProjectFixture();
    const text = { type: 'text', attrs: { bold: 'true' }, text: '请看' };
    const rich_text = [{ type: 'paragraph', content: [text, { ...text, text: '附件' }] }];
    comment(fixture, { content: '别的', rich_text });
    expect(list(fixture).data.at(-1)).toMatchObject({
      content: '请看附件',
      doc_rich_text: { doc_text: '请看附件', doc_html: '<p>请看附件</p>' },
    });
  });

  it('are changed and deleted by who wrote them', () => {
    const fixture = new ProjectFixture();
    const id = String(comment(fixture, { content: '网关已升级' }));
    const path = fixture.path('installments', { comment_id: id });
    const ask = { path, body: { content: '已全量' } };
    expect(fixture.code('project_comments_update', ask)).toBe(10001);
    expect(fixture.data('project_comments_update', { ...ask, as: '李四' })).toEqual({});
    expect(list(fixture).data.at(-1).content).toBe('已全量');
    expect(fixture.code('project_comments_delete', ask)).toBe(10001);
    expect(fixture.code('project_comments_delete', { ...ask, as: '李四' })).toBe(0);
    expect(fixture.code('project_comments_delete', { ...ask, as: '李四' })).toBe(1000050052);
  });

  it('are refused without words, for another item, and in pages beyond 200', () => {
    const fixture = new ProjectFixture();
    const path = fixture.path('installments');
    expect(fixture.code('project_comments_create', { path })).toBe(1000051280);
    const id = String(comment(fixture, { content: '网关已升级' }));
    const other = fixture.path('points', { comment_id: id });
    expect(fixture.code('project_comments_update', { path: other, body: { content: 'x' } })).toBe(
      20045,
    );
    expect(fixture.code('project_comments_list', { path, query: { page_size: '201' } })).toBe(
      20002,
    );
  });

  it('of the newer endpoints page by cursor', () => {
    const fixture = new ProjectFixture();
    const object = { type: 'WORKITEM', work_item_id: fixture.number('installments') };
    const ask = (body: WireObject) => ({ body: { project_key: 'xinghe', object, ...body } });
    const content = { type: 'RICHTEXT', markdown: '**好**' };
    const { comment_id } = fixture.data('project_comments_create_v2', ask({ content }));
    const page = (cursor: string) =>
      fixture.data('project_comments_list_v2', ask({ paginator: { cursor, page_size: 3 } }));
    const first = page('');
    expect(first.comments[0]).toMatchObject({ id: comment_id, content: '**好**' });
    expect(page(first.next_cursor)).toMatchObject({ comments: [{}], next_cursor: '' });
    fixture.call('project_comments_delete_v2', ask({ comment_id }));
    expect(fixture.code('project_comments_update_v2', ask({ comment_id, content }))).toBe(
      1000050052,
    );
  });
});

describe('work hours', () => {
  const create = (fixture: ProjectFixture, body: WireObject = {}) => ({
    path: fixture.path('installments'),
    body: {
      work_begin_date: someFriday,
      work_end_date: someFriday + 3 * day,
      working_hour_records: [
        { resource_type: 'node', resource_id: 'doing', work_time: '7.5', work_description: '联调' },
      ],
      ...body,
    },
  });
  const list = (fixture: ProjectFixture) =>
    fixture.data('project_work_hours_list', {
      body: {
        project_key: 'xinghe',
        work_item_type_key: 'story',
        work_item_id: fixture.number('installments'),
      },
    });

  it('are written as text and read as numbers, one record a working day', () => {
    const fixture = new ProjectFixture();
    fixture.call('project_work_hours_create', create(fixture));
    const expected = {
      resource_name: '后端开发',
      work_time: 7.5,
      work_user_key: fixture.key('张三'),
    };
    expect(list(fixture)).toMatchObject([
      { ...expected, work_date: someFriday },
      { ...expected, work_date: someFriday + 3 * day },
    ]);
    fixture.call('project_work_hours_create', create(fixture, { include_holidays: true }));
    expect(list(fixture)).toHaveLength(6);
  });

  it('count as the actual hours that a node requires', () => {
    const fixture = new ProjectFixture();
    fixture.call('project_work_hours_create', create(fixture));
    const body = {
      project_key: 'xinghe',
      work_item_id: fixture.number('installments'),
      state_key: 'doing',
    };
    const { node_fields: fields } = fixture.data('project_transitions_get_required', { body });
    expect(fields.at(-1)).toMatchObject({ field_key: 'actual_work_time', finished: true });
  });

  it('lose the description that an update leaves out, unless the sandbox keeps what is not named', () => {
    const described = (options = {}) => {
      const fixture = new ProjectFixture(options);
      const [{ id }] = fixture.data('project_work_hours_create', create(fixture));
      const path = fixture.path('installments');
      const body = { working_hour_records: [{ id, work_time: '4' }] };
      fixture.call('project_work_hours_update', { path, body });
      return list(fixture)[0].work_description;
    };
    expect(described()).toBe('');
    expect(described({ unnamedParts: 'kept' })).toBe('联调');
  });

  it('are changed and deleted by whose they are', () => {
    const fixture = new ProjectFixture({ unnamedParts: 'kept' });
    const [{ id }] = fixture.data('project_work_hours_create', create(fixture));
    const path = fixture.path('installments');
    const body = { working_hour_records: [{ id, work_time: '4' }] };
    expect(fixture.code('project_work_hours_update', { path, body, as: '李四' })).toBe(10001);
    fixture.call('project_work_hours_update', { path, body });
    expect(list(fixture)[0]).toMatchObject({ work_time: 4, work_description: '联调' });
    const gone = { path, body: { working_hour_record_ids: [id] } };
    fixture.call('project_work_hours_delete', gone);
    expect(fixture.code('project_work_hours_delete', gone)).toBe(30015);
  });

  it.each<[string, number, WireObject]>([
    ['no records', 20005, { working_hour_records: [] }],
    [
      'a number for the hours',
      9999,
      { working_hour_records: [{ resource_type: 'node', resource_id: 'doing', work_time: 7 }] },
    ],
    [
      'a node that does not exist',
      20018,
      { working_hour_records: [{ resource_type: 'node', resource_id: 'x', work_time: '7' }] },
    ],
    ['days backwards', 20013, { work_end_date: someFriday - day }],
  ])('are refused with %s', (_, code, body) => {
    const fixture = new ProjectFixture();
    expect(fixture.code('project_work_hours_create', create(fixture, body))).toBe(code);
  });
});

describe('attachments', () => {
  const file = { name: '用例.txt', mediaType: 'text/plain', bytes: Buffer.from('步骤一') };
  const upload = (
    fixture: ProjectFixture,
    body: WireObject = { field_alias: 'files' },
    more = {},
  ) =>
    fixture.code('project_attachments_upload_to_field', {
      path: fixture.path('installments'),
      body,
      file,
      ...more,
    });

  it('are listed in their field, downloaded and deleted', () => {
    const fixture = new ProjectFixture();
    expect(upload(fixture)).toBe(0);
    const [{ uuid, name }] = fixture.value('installments', 'files');
    expect(name).toBe('用例.txt');
    const path = fixture.path('installments');
    const download = fixture.call('project_attachments_download_by_uuid', { path, body: { uuid } });
    expect(download).toBeInstanceOf(ProjectFile);
    expect(Buffer.from(download.bytes).toString()).toBe('步骤一');
    const body = {
      project_key: 'xinghe',
      work_item_id: fixture.number('installments'),
      field_alias: 'files',
      uuids: [uuid],
    };
    expect(fixture.data('project_attachments_delete', { body })).toEqual({});
    expect(fixture.value('installments', 'files')).toBeUndefined();
    expect(fixture.code('project_attachments_download_by_uuid', { path, body: { uuid } })).toBe(
      30019,
    );
  });

  it('are refused without a file, for another field, and beyond 100 MB', () => {
    const fixture = new ProjectFixture();
    expect(upload(fixture, { field_alias: 'files' }, { file: undefined })).toBe(1000050190);
    expect(upload(fixture, { field_alias: 'sentry_link' })).toBe(20070);
    expect(upload(fixture, {})).toBe(20025);
    const huge = { ...file, bytes: new Uint8Array(100 * 1024 * 1024 + 1) };
    expect(upload(fixture, { field_alias: 'files' }, { file: huge })).toBe(1000050174);
  });

  it('that nothing refers to cannot be downloaded by their token', () => {
    const fixture = new ProjectFixture();
    const reply = fixture.call('project_attachments_upload_stream', {
      path: { resource_type: 'CommentAttachment' },
      file,
    });
    expect(reply).toMatchObject({ code: 0, message: 'success' });
    const { file_token } = reply.data;
    const ask = { path: { file_token } };
    expect(fixture.code('project_attachments_download_by_token', ask)).toBe(30019);
    const path = fixture.path('installments');
    fixture.call('project_file_comments_create', { path, body: { file_token } });
    expect(fixture.call('project_attachments_download_by_token', ask).name).toBe('用例.txt');
    expect(fixture.data('project_file_comments_list', { path })).toMatchObject([
      { comment_file: { file_token, file_size: 9 } },
    ]);
  });
});

describe('the change log', () => {
  const list = (fixture: ProjectFixture, body: WireObject = {}) =>
    fixture.data('project_op_records_list', {
      body: {
        project_key: fixture.sample.projectKey,
        work_item_ids: [fixture.number('installments')],
        ...body,
      },
    });

  it('tells who changed what, the newest first', () => {
    const fixture = new ProjectFixture();
    const update_fields = [{ field_alias: 'sentry_link', field_value: 'new' }];
    const path = fixture.path('installments');
    fixture.call('project_work_items_update', { path, body: { update_fields }, as: '李四' });
    const { op_records: records, total, has_more } = list(fixture);
    expect([total, has_more]).toEqual([2, false]);
    expect(records[0]).toMatchObject({
      operation_type: 'modify',
      op_record_module: 'field_mod',
      operator: fixture.key('李四'),
      record_contents: [
        {
          object: { object_type: 'field', object_value: 'field_658c22' },
          old: ['https://example.com/sentry/pay'],
          new: ['new'],
        },
      ],
    });
    expect(list(fixture, { operation_type: ['create'] }).op_records).toHaveLength(1);
  });

  it('goes on from where a page ended', () => {
    const fixture = new ProjectFixture();
    const path = fixture.path('installments', { node_id: 'state_1' });
    const body = { action: 'rollback', rollback_reason: '需求变更' };
    fixture.call('project_nodes_operate', { path, body });
    const first = list(fixture, { page_size: 1 });
    expect(first).toMatchObject({ has_more: true, op_records: [{ operation_type: 'rollback' }] });
    const last = list(fixture, { page_size: 1, start_from: first.start_from });
    expect(last).toMatchObject({ has_more: false, op_records: [{ operation_type: 'create' }] });
  });

  it('is empty for the simple_name of a space', () => {
    expect(list(new ProjectFixture(), { project_key: 'xinghe' })).toMatchObject({
      op_records: [],
      total: 0,
    });
  });

  it.each<[string, number, WireObject]>([
    ['51 items', 20006, { work_item_ids: Array.from({ length: 51 }, (_, id) => id) }],
    ['a start without an end', 20005, { start: someFriday }],
    ['more than a week', 20013, { start: someFriday - 8 * day, end: someFriday }],
    ['no items', 20005, { work_item_ids: undefined }],
  ])('is refused for %s', (_, code, body) => {
    expect(() => list(new ProjectFixture(), body)).toThrowError(expect.objectContaining({ code }));
  });
});
