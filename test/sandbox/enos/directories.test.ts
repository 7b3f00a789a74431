import { describe, expect, it } from 'vitest';
import { enosFixture, NOW, userNamed } from './fixtures/enos-fixture.js';

describe('directories', () => {
  it('are a tree, with the flows by their numbers', () => {
    const [root] = enosFixture().call('enos_directories_list');
    expect(root).toMatchObject({ title: 'Workflow', type: 1, isDirectory: true });
    expect(root.key).toMatch(/^[\da-f]{32}$/);
    expect(root.children.map(({ title }: { title: string }) => title)).toEqual([
      '电站数据',
      '归档',
      'new_flow_draft',
    ]);
    expect(root.children[0].children[0]).toEqual({
      editable: true,
      title: 'daily_power_report',
      type: 1,
      key: 3377,
      isDirectory: false,
    });
  });

  it('are created below another one', () => {
    const { call } = enosFixture();
    const [{ key: parentId }] = call('enos_directories_list');
    const { dirId } = call('enos_directories_create', { parentId, dirName: '临时' });
    const [{ children }] = call('enos_directories_list');
    expect(children).toContainEqual(expect.objectContaining({ title: '临时', key: dirId }));
  });

  it.each([
    ['no name', { dirName: '' }, 'param: dirName cannot be empty'],
    ['no parent', { parentId: '' }, 'param: parentId cannot be empty'],
    ['an unknown parent', { parentId: 'x' }, 'parentId not found'],
    ['a name that is there', { dirName: '归档' }, 'A directory of the same name already exists'],
  ])('are refused with %s', (_, change, msg) => {
    const { call, refused } = enosFixture();
    const [{ key: parentId }] = call('enos_directories_list');
    const args = { parentId, dirName: '新目录', ...change };
    expect(refused('enos_directories_create', args)).toEqual([62102, msg]);
  });

  it('of another organization are not there', () => {
    const { call, refused } = enosFixture();
    const [{ key: parentId }] = call('enos_directories_list');
    const guest = userNamed('guest');
    expect(call('enos_directories_list', {}, guest)).toEqual([]);
    expect(refused('enos_directories_create', { parentId, dirName: 'x' }, guest)[1]).toBe(
      'parentId not found',
    );
  });
});

describe('the time of the server', () => {
  it('is told to everybody, in milliseconds, and so is its zone', () => {
    const { call } = enosFixture();
    const nobody = { userId: '', orgId: '', userName: '', isLocked: false };
    expect(call('enos_time_get_current', {}, nobody)).toBe(NOW);
    expect(call('enos_time_get_zone', {}, nobody)).toEqual({ timezone: 'GMT+8' });
  });
});
