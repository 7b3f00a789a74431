import { describe, expect, it } from 'vitest';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

const risk = {
  风险描述: '渠道限额',
  风险等级: '高',
  跟进人: '李四',
  解决期限: '2026-12-01',
  已关闭: false,
  影响人天: 3,
};

async function start(options: { readonly answers?: 'short' | 'full' } = {}) {
  const fixture = await ProjectToolFixture.start(options);
  const { project_key, work_item_id } = fixture.item('installments');
  const field = { project_key, work_item_id, field_key: '风险清单' };
  const rows = () => fixture.stored('installments').groups.get('field_84b1c7') ?? [];
  return { fixture, field, rows };
}

describe('groups of a compound field', () => {
  it('are added by the names of their sub-fields, and their uuids told', async () => {
    const { fixture, field, rows } = await start();
    const args = { ...field, action: 'add', fields: [risk, { 风险描述: '人手不足' }] };
    const facts = await fixture.answer('project_compound_fields_update', args);
    expect(rows()).toHaveLength(4);
    expect(facts['group_uuids']).toEqual(
      rows()
        .slice(2)
        .map(({ uuid }) => uuid),
    );
    expect(facts).not.toHaveProperty('dropped');
    expect([...(rows()[2]?.values.values() ?? [])]).toEqual([
      '渠道限额',
      { label: '高', value: 'high' },
      fixture.sample.userKeyOf('李四'),
      Date.parse('2026-12-01T00:00+08:00'),
      false,
      3,
    ]);
  });

  it('are changed one at a time', async () => {
    const { fixture, field, rows } = await start();
    const group_uuid = fixture.sample.groupUuid;
    const args = { ...field, action: 'update', group_uuid, fields: { 风险等级: '低' } };
    const facts = await fixture.answer('project_compound_fields_update', args);
    expect(facts['group_uuids']).toEqual([group_uuid]);
    expect(rows()[0]?.values.get('field_84b1c7_2')).toEqual({ label: '低', value: 'low' });
  });

  it('are shown before and after one is deleted, also where the type is not given', async () => {
    const { fixture, field, rows } = await start();
    const group_uuid = fixture.sample.groupUuid;
    const args = { ...field, action: 'delete', group_uuid };
    const { changes } = await fixture.answer('project_compound_fields_update', args);
    expect(rows()).toHaveLength(1);
    const [[name, before, after]] = changes.rows;
    expect([name, before.length, after.length]).toEqual(['风险清单', 2, 1]);
  });

  it('tell what the vendor dropped of them without a word', async () => {
    const { fixture, field } = await start();
    const wrong = [
      { field_key: 'field_84b1c7_1', field_value: '限额' },
      { field_key: 'field_84b1c7_2', field_value: { value: 'none' } },
    ];
    const args = { ...field, action: 'add', fields: [wrong] };
    const { dropped, notes } = await fixture.answer('project_compound_fields_update', args);
    expect(dropped).toEqual(['风险清单[0].风险等级']);
    expect(notes.join()).toContain('dropped without a word: 风险清单[0].风险等级');
  });

  it('are refused where a sub-field or its value fits nothing', async () => {
    const { fixture, field } = await start();
    const fields = [{ 风险描述: 'x', 风险登级: '高' }, { 风险等级: '极高' }];
    const args = { ...field, action: 'add', fields };
    const text = await fixture.failure('project_compound_fields_update', args);
    expect(text).toContain('fields[0].风险登级');
    expect(text).toContain('Did you mean 风险等级?');
    expect(text).toContain('fields[1].风险等级 is "极高"');
    expect(fixture.calls).not.toContain('project_compound_fields_update');
  });

  it('belong to compound fields alone', async () => {
    const { fixture, field } = await start();
    const args = { ...field, field_key: '评审结论', action: 'add', fields: [risk] };
    const text = await fixture.failure('project_compound_fields_update', args);
    expect(text).toContain(
      'there is no compound field of that key or name. Allowed: 风险清单 (field_84b1c7)',
    );
  });
});

describe('a compound field among others', () => {
  it('is read back after an item was created with it', async () => {
    const { fixture } = await start();
    const option = { field_key: 'field_84b1c7_2', field_value: { value: 'none' } };
    const { data, dropped, group_uuids } = await fixture.answer('project_work_items_create', {
      project_key: 'xinghe',
      work_item_type_key: '需求',
      name: '新需求',
      field_value_pairs: { 评审结论: '通过', 风险清单: [[option], risk] },
    });
    expect(String(data)).toMatch(/^\d+$/);
    expect(dropped).toEqual(['风险清单[0]']);
    expect(group_uuids).toHaveLength(1);
  });

  it('is read back after an update, and not where there is none', async () => {
    const { fixture } = await start({ answers: 'short' });
    const update = (update_fields: object) =>
      fixture.answer('project_work_items_update', { ...fixture.item('points'), update_fields });
    expect(await update({ 风险清单: [risk] })).not.toHaveProperty('dropped');
    const asked = fixture.calls.filter((name) => name === 'project_work_items_get');
    expect(asked).toHaveLength(1);
    await update({ 评审结论: '通过' });
    expect(fixture.calls.filter((name) => name === 'project_work_items_get')).toHaveLength(1);
  });

  it('stays written where it cannot be read back, and the answer says so', async () => {
    const { fixture } = await start();
    const refused = { err_code: 10001, err_msg: 'No Permission', err: {} };
    fixture.reply('project_work_items_get', refused, 403, 2);
    const { notes, updated } = await fixture.answer('project_work_items_update', {
      ...fixture.item('points'),
      update_fields: { 风险清单: [risk] },
    });
    expect(updated).toBe(true);
    expect(notes.join()).toContain('could not be read back');
  });
});

describe('a create', () => {
  const story = {
    project_key: 'xinghe',
    work_item_type_key: '需求',
    name: '新需求',
    field_value_pairs: { 优先级: 'P1', 关注人: ['李四'], 验收标准: '' },
  };

  it('answers what is stored now, and what has no value', async () => {
    const fixture = await ProjectToolFixture.start();
    const { changes, notes } = await fixture.answer('project_work_items_create', story);
    expect(changes['rows']).toEqual([
      ['需求名称', null, '新需求'],
      ['优先级', null, 'P1'],
      ['关注人', null, ['李四']],
    ]);
    expect(notes).toEqual(['created, but without a value: 验收标准']);
    const task = await fixture.answer('project_subtasks_create', {
      ...fixture.item('points'),
      ...{ node_id: '后端开发', name: '写文档', assignee: ['李四'] },
    });
    expect(task['changes'].rows).toEqual([
      ['name', null, '写文档'],
      ['owners', null, ['李四']],
    ]);
  });

  it('reads nothing back where answers are short', async () => {
    const fixture = await ProjectToolFixture.start({ answers: 'short' });
    const facts = await fixture.answer('project_work_items_create', story);
    expect(facts).not.toHaveProperty('changes');
    expect(fixture.calls).not.toContain('project_work_items_get');
  });
});
