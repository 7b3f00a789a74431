import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/sandbox/kernel/clock.js';
import { projectErrors } from '../../../src/sandbox/project/gateway/error-table.js';
import { ProjectRefusal } from '../../../src/sandbox/project/gateway/refusal.js';
import { refusalAnswer } from '../../../src/sandbox/project/gateway/reply.js';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { createProjectWorld } from '../../../src/sandbox/sample/project/sample.js';
import { ProjectFixture, someFriday } from './fixtures/project-fixture.js';

const pair = (field_alias: string, field_value: WireObject[string]) => ({
  field_alias,
  field_value,
});

function ask(fixture: ProjectFixture, body: WireObject, handle = 'installments') {
  return {
    body: {
      project_key: 'xinghe',
      work_item_id: fixture.number(handle),
      field_alias: 'risks',
      ...body,
    },
  };
}

/** The rows of the compound field: their ids and what stands in them. */
function groups(fixture: ProjectFixture) {
  const { compound_field_extra: extra } = fixture.read('installments', {
    expand: { need_group_uuid_for_compound: true },
  });
  return extra[0].field_value.map((group: { group_uuid: string; fields: WireObject[] }) => ({
    uuid: group.group_uuid,
    ...Object.fromEntries(
      group.fields.map((field) => [field['field_alias'], field['field_value']]),
    ),
  }));
}

const endpoint = 'project_compound_fields_update';

describe('a compound field', () => {
  /** The page "按组更新复合字段值": its table of errors. */
  it.each<[string, number, string, string, WireObject]>([
    [
      'a work item that does not exist',
      1000050244,
      'WorkItem Not Found',
      'ErrAPIWorkItemNotFound',
      { work_item_id: 404 },
    ],
    [
      'a work item of another space',
      1000050156,
      'ProjectKey not match',
      'Invalid Param',
      { project_key: 'datahub' },
    ],
    [
      'a field that does not exist',
      1000050248,
      'Field Not Found',
      'Field Not Found',
      { field_key: 'field_000000' },
    ],
    [
      'a field of another type',
      1000050156,
      'Invalid field, only support compound_field',
      'Invalid Param',
      { field_key: 'field_658c22' },
    ],
  ])('is refused for %s', (_, code, msg, errMsg, body) => {
    const fixture = new ProjectFixture();
    const add = { action: 'add', fields: [[pair('risk_text', '库存不足')]] };
    const refused = fixture.refused(endpoint, ask(fixture, { ...add, ...body }));
    const usual = projectErrors.get(refused.code)!.errMsg;
    expect(refused.code).toBe(code);
    expect([refused.msg ?? usual, refused.errMsg ?? usual]).toEqual([msg, errMsg]);
  });

  it('shows the short code of its page within the error of a missing work item', () => {
    const refusal = new ProjectRefusal(1000050244, {
      msg: 'WorkItem Not Found',
      innerCode: 1000050,
    });
    expect(JSON.parse(String(refusalAnswer(refusal, 'log').body))).toEqual({
      err: { code: 1000050, msg: 'WorkItem Not Found', log_id: 'log' },
      err_msg: 'ErrAPIWorkItemNotFound',
      err_code: 1000050244,
    });
    const fixture = new ProjectFixture();
    expect(fixture.code(endpoint, ask(fixture, { work_item_id: 404, action: 'add' }))).toBe(
      1000050244,
    );
  });

  it('takes several new groups at once, behind those it has', () => {
    const fixture = new ProjectFixture();
    const fields = [
      [pair('risk_text', '短信通道限流'), pair('risk_level', { value: 'low' })],
      [pair('risk_text', '灰度名单未定')],
    ];
    expect(fixture.call(endpoint, ask(fixture, { action: 'add', fields }))).toEqual({ data: {} });
    const all = groups(fixture);
    expect(all).toHaveLength(4);
    expect(all[2]).toMatchObject({ risk_text: '短信通道限流', risk_level: { label: '低' } });
    expect(all[3].uuid).toMatch(/^[A-Za-z]{8}$/);
    expect(new Set(all.map((group: { uuid: string }) => group.uuid)).size).toBe(4);
  });

  it('keeps what an update of a group does not name', () => {
    const fixture = new ProjectFixture();
    const [before, other] = groups(fixture);
    const body = {
      action: 'update',
      group_uuid: before.uuid,
      fields: [[pair('risk_closed', true), pair('risk_owner', null)]],
    };
    fixture.call(endpoint, ask(fixture, body));
    const { risk_owner: _, ...kept } = before;
    expect(groups(fixture)).toEqual([{ ...kept, risk_closed: true }, other]);
  });

  it('loses the group that is deleted, and no other', () => {
    const fixture = new ProjectFixture();
    const [first, second] = groups(fixture);
    fixture.call(endpoint, ask(fixture, { action: 'delete', group_uuid: first.uuid }));
    expect(groups(fixture)).toEqual([second]);
  });

  it('drops what is malformed in a row without a word', () => {
    const fixture = new ProjectFixture();
    const fields = [
      [
        pair('risk_text', '税率调整'),
        pair('risk_level', '高'),
        pair('risk_days', '三天'),
        pair('risk_mood', 'bad'),
        'no pair',
      ],
    ];
    expect(fixture.call(endpoint, ask(fixture, { action: 'add', fields }))).toEqual({ data: {} });
    expect(groups(fixture)[2]).toEqual({ uuid: expect.any(String), risk_text: '税率调整' });
  });

  it.each<[string, number, WireObject]>([
    ['no action', 20005, { fields: [[]] }],
    ['another action', 1000050156, { action: 'replace' }],
    ['a group to add', 1000050156, { action: 'add', group_uuid: 'InDBOBCF', fields: [[]] }],
    ['no group to update', 1000050156, { action: 'update', fields: [[]] }],
    ['no group to delete', 1000050156, { action: 'delete' }],
    ['a group that does not exist', 1000050156, { action: 'delete', group_uuid: 'InDBOBCF' }],
    ['nothing to add', 20005, { action: 'add' }],
    ['rows that are no lists', 9999, { action: 'add', fields: [pair('risk_text', 'x')] }],
    ['neither key nor alias', 20025, { action: 'add', field_alias: '' }],
    ['no work item', 20005, { action: 'add', work_item_id: 0 }],
  ])('is refused with %s', (_, code, body) => {
    const fixture = new ProjectFixture();
    expect(fixture.code(endpoint, ask(fixture, body))).toBe(code);
    expect(groups(fixture)).toHaveLength(2);
  });

  it('is overwritten as a whole by an update of the work item', () => {
    const fixture = new ProjectFixture();
    const old = groups(fixture).map((group: { uuid: string }) => group.uuid);
    const update_fields = [{ field_alias: 'risks', field_value: [[pair('risk_text', '重写')]] }];
    fixture.call('project_work_items_update', {
      path: fixture.path('installments'),
      body: { update_fields },
    });
    expect(groups(fixture)).toMatchObject([{ risk_text: '重写' }]);
    expect(old).not.toContain(groups(fixture)[0].uuid);
  });
});

it('worlds of one seed have the same ids', () => {
  const twice = [0, 1].map(() => createProjectWorld('seed', manualClock(someFriday)).sample);
  const plain = twice.map(({ items, groupUuid, views }) => ({ items, groupUuid, views }));
  expect(plain[0]).toEqual(plain[1]);
});
