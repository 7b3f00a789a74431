import { describe, expect, it } from 'vitest';
import { Gateway } from '../../../../support/sandbox-client.js';
import { newTable } from './fixtures/views-fixture.js';

describe('creating a view', () => {
  it('trims its name and adds it at the end', async () => {
    const { gateway, views, viewNames } = await newTable();
    const { view } = await gateway.data('POST', views, {
      view_name: ' 看板 ',
      view_type: 'kanban',
    });
    expect(view).toEqual({
      view_id: expect.stringMatching(/^vew/),
      view_name: '看板',
      view_type: 'kanban',
    });
    expect(await viewNames()).toEqual(['表格', '看板']);
  });

  it.each([
    ['no name', {}, 99992402],
    ['a name that is a number', { view_name: 1 }, 1254001],
    ['an empty name', { view_name: '' }, 1254021],
    ['a blank name', { view_name: ' ' }, 1254021],
    ['a name with a bracket', { view_name: 'a]' }, 1254022],
    ['a name of 101 characters', { view_name: '字'.repeat(101) }, 1254022],
    ['a name that is taken', { view_name: '表格' }, 1254020],
    ['a type that does not exist', { view_name: 'v', view_type: 'calendar' }, 1254019],
  ])('refuses %s', async (_, body, code) => {
    const { gateway, views, viewNames } = await newTable();
    expect(await gateway.code('POST', views, body)).toBe(code);
    expect(await viewNames()).toEqual(['表格']);
  });

  it('fills a table up to 200 views and not beyond', async () => {
    const { gateway, views, newView } = await newTable();
    for (let made = 1; made < 200; made += 1) await newView(`v${made}`);
    expect(await gateway.code('POST', views, { view_name: 'one more' })).toBe(1254101);
  });
});

describe('listing views', () => {
  it('shows a private view to its owner alone, with the kind of id that is asked for', async () => {
    const gateway = await Gateway.start();
    const names = async (path: string, token: string) => {
      const authorization = `Bearer ${token}`;
      const { body } = await gateway.call('GET', `/open-apis/bitable/v1${path}`, { authorization });
      return body.data.items;
    };
    const path = `${gateway.table}/views?user_id_type=user_id`;
    const own = await names(path, gateway.sandbox.userAccessToken);
    expect(own.at(-1)).toEqual({
      view_id: expect.stringMatching(/^vew/),
      view_name: '我的排期',
      view_type: 'gantt',
      view_public_level: 'Private',
      view_private_owner_id: gateway.sandbox.world.bitable.directory.people[0]!.user_id,
    });
    expect(await names(path, gateway.token)).toHaveLength(own.length - 1);
    expect(await gateway.code('GET', `${gateway.table}/views/${own.at(-1).view_id}`)).toBe(1254042);
  });

  it('refuses more than 100 at once', async () => {
    const { gateway, views } = await newTable();
    expect(await gateway.code('GET', `${views}?page_size=101`)).toBe(99992402);
  });
});

describe('renaming a view', () => {
  it('keeps the rules of names, and takes the name that the view has', async () => {
    const { gateway, views, newView, viewNames } = await newTable();
    const id = await newView('v');
    const rename = (view_name: unknown) => gateway.code('PATCH', `${views}/${id}`, { view_name });
    expect(await rename('表格')).toBe(1254020);
    expect(await rename('')).toBe(1254021);
    expect(await rename('a[b')).toBe(1254022);
    expect(await viewNames()).toEqual(['表格', 'v']);
    expect(await rename('v')).toBe(0);
    expect(await rename(' w ')).toBe(0);
    expect(await viewNames()).toEqual(['表格', 'w']);
  });
});

describe('deleting a view', () => {
  it('leaves the last one', async () => {
    const { gateway, views, newView, viewNames } = await newTable();
    const first = (await gateway.data('GET', views)).items[0].view_id;
    const id = await newView('v');
    expect(await gateway.data('DELETE', `${views}/${first}`)).toEqual({});
    expect(await gateway.code('DELETE', `${views}/${id}`)).toBe(1254023);
    expect(await viewNames()).toEqual(['v']);
  });

  it('knows an id that is none from one that names nothing', async () => {
    const { gateway, views } = await newTable();
    expect(await gateway.code('DELETE', `${views}/1`)).toBe(1254005);
    expect(await gateway.code('DELETE', `${views}/vewGone1234`)).toBe(1254042);
    expect(await gateway.code('GET', `${views}/vewGone1234`)).toBe(1254042);
    expect(await gateway.code('PATCH', `${views}/vewGone1234`, {})).toBe(1254042);
  });
});
