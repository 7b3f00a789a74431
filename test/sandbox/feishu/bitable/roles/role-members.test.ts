import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../../src/sandbox/feishu/directory.js';
import { Gateway } from '../../../../support/sandbox-client.js';
import { advancedBase } from './fixtures/advanced-base.js';

const chatId = 'oc_1f0c6a3e9b2d4785a1c0e5d7b8f93a61';
const department = {
  department_id: 'h121921',
  open_department_id: 'od-4e6ac4d14bcd5071a37a39de902c7141',
};

async function start() {
  const { roles, gateway, tasks, addRole } = await advancedBase(await Gateway.start());
  const roleId = await addRole({ table_id: tasks.id, table_perm: 1 });
  const members = `${roles}/${roleId}/members`;
  const { people } = gateway.sandbox.world.bitable.directory;
  return {
    gateway,
    members,
    people,
    list: async () => (await gateway.data('GET', members)).items,
    add: (type: string, member_id: string) =>
      gateway.api('POST', `${members}?member_id_type=${type}`, { member_id }),
  };
}

describe('members of a role', () => {
  it('are people by any of their ids, groups and departments', async () => {
    const { people, members, gateway, list, add } = await start();
    const [zhang, li, wang] = people as [Person, Person, Person];
    await gateway.data('POST', members, { member_id: zhang.open_id });
    for (const [type, id] of [
      ['union_id', li.union_id],
      ['user_id', wang.user_id],
      ['chat_id', chatId],
      ['department_id', department.department_id],
    ] as const) {
      expect((await add(type, id)).body).toEqual({ code: 0, msg: 'success', data: {} });
    }
    expect(await list()).toEqual([
      ...[zhang, li, wang].map(({ name, en_name, open_id, union_id, user_id }) => ({
        member_type: 'user',
        member_name: name,
        member_en_name: en_name,
        open_id,
        union_id,
        user_id,
      })),
      { member_type: 'chat', member_name: '项目组', member_en_name: '项目组', chat_id: chatId },
      {
        member_type: 'department',
        member_name: '设计中心',
        member_en_name: 'design-center',
        ...department,
      },
    ]);
  });

  it('are there once, however often and by which id they are added', async () => {
    const { people, gateway, members, list, add } = await start();
    const [person] = people as [Person];
    await add('open_id', person.open_id);
    await add('user_id', person.user_id);
    await add('department_id', department.department_id);
    await gateway.data('DELETE', `${members}/${person.union_id}?member_id_type=union_id`);
    const open = department.open_department_id;
    await gateway.data('DELETE', `${members}/${open}?member_id_type=open_department_id`);
    expect(await list()).toEqual([]);
  });

  it('are added and removed several at a time, or none of them', async () => {
    const { people, gateway, members, list } = await start();
    const some = people.slice(0, 3).map(({ open_id }) => ({ id: open_id }));
    const mixed = [...some, { type: 'chat_id', id: chatId }];
    const batch = (verb: string, member_list: unknown) =>
      gateway.api('POST', `${members}/batch_${verb}`, { member_list });
    expect((await batch('create', [...some, { id: 'ou_nobody' }])).body.code).toBe(1254048);
    expect(await list()).toEqual([]);
    expect((await batch('create', mixed)).body).toEqual({ code: 0, msg: 'success', data: {} });
    expect(await list()).toHaveLength(4);
    const stranger = { id: people[5]!.open_id };
    expect((await batch('delete', [...some, stranger])).body.code).toBe(1254048);
    expect((await batch('delete', some)).body.data).toEqual({});
    expect(await list()).toMatchObject([{ member_type: 'chat' }]);
  });

  it('are listed page by page', async () => {
    const { people, gateway, members } = await start();
    const member_list = people.slice(0, 3).map(({ open_id }) => ({ id: open_id }));
    await gateway.data('POST', `${members}/batch_create`, { member_list });
    const first = await gateway.data('GET', `${members}?page_size=2`);
    expect(first).toMatchObject({ has_more: true, total: 3 });
    const rest = await gateway.data('GET', `${members}?page_size=2&page_token=${first.page_token}`);
    expect(rest).toMatchObject({ has_more: false, items: [{ open_id: people[2]!.open_id }] });
    expect(await gateway.code('GET', `${members}?page_size=101`)).toBe(99992402);
  });

  it('are at most two hundred', async () => {
    const { people, gateway, members } = await start();
    const [base] = gateway.sandbox.world.bitable.bases.values();
    const [role] = base!.roles.values();
    for (let count = 0; count < 200; count += 1) {
      role!.members.set(`user ou_${count}`, { kind: 'user', id: `ou_${count}` });
    }
    const member_id = people[0]!.open_id;
    expect(await gateway.api('POST', members, { member_id })).toMatchObject({
      body: { code: 1254111, msg: 'MemberExceedLimit' },
    });
  });

  it.each([
    ['an id that nobody has', 1254048, 'open_id', 'ou_nobody'],
    ['an id of another type', 1254048, 'user_id', chatId],
    ['a type that is none', 99992402, 'email', 'a@b.c'],
  ])('are refused for %s', async (_what, code, type, id) => {
    const { add, list } = await start();
    expect((await add(type, id)).body.code).toBe(code);
    expect(await list()).toEqual([]);
  });

  it.each([
    ['no list', 99992402, {}],
    ['an empty list', 99992402, { member_list: [] }],
    ['101 members', 99992402, { member_list: Array(101).fill({ id: 'ou_a' }) }],
    ['texts for members', 1254001, { member_list: ['ou_a'] }],
    ['a member without id', 99992402, { member_list: [{ type: 'open_id' }] }],
  ])('are refused in a batch for %s', async (_what, code, body) => {
    const { gateway, members } = await start();
    for (const verb of ['batch_create', 'batch_delete']) {
      expect(await gateway.code('POST', `${members}/${verb}`, body)).toBe(code);
    }
  });
});
