import { describe, expect, it } from 'vitest';
import type { Base } from '../../../../src/sandbox/feishu/bitable/model.js';
import { Gateway } from '../../../support/sandbox-client.js';

const appToken = expect.stringMatching(/^[A-Za-z0-9]{27}$/);

describe('creating a base', () => {
  it('gives a base with one table of default fields and blank rows', async () => {
    const gateway = await Gateway.start();
    const { app } = await gateway.data('POST', '/apps', {
      name: ' 新项目 ',
      time_zone: 'Asia/Tokyo',
    });
    expect(app).toEqual({
      app_token: appToken,
      name: '新项目',
      folder_token: '',
      url: `${gateway.sandbox.url}/base/${app.app_token}`,
      default_table_id: expect.stringMatching(/^tbl/),
      time_zone: 'Asia/Tokyo',
    });
    const table = `/apps/${app.app_token}/tables/${app.default_table_id}`;
    const fields = await gateway.data('GET', `${table}/fields`);
    expect(fields.items[0]).toMatchObject({ type: 1, is_primary: true });
    const records = await gateway.data('POST', `${table}/records/search`, {});
    expect(records.total).toBe(10);
    expect(records.items[0].fields).toEqual({});
  });

  it('needs no body at all', async () => {
    const gateway = await Gateway.start();
    const { app } = await gateway.data('POST', '/apps');
    expect(app).toMatchObject({ name: '未命名多维表格', time_zone: 'Asia/Shanghai' });
  });

  it('takes a name of 255 characters and refuses one more', async () => {
    const gateway = await Gateway.start();
    expect(await gateway.code('POST', '/apps', { name: '字'.repeat(255) })).toBe(0);
    expect(await gateway.code('POST', '/apps', { name: '字'.repeat(256) })).toBe(1254031);
  });

  it('refuses a time zone that does not exist, and parameters of a wrong type', async () => {
    const gateway = await Gateway.start();
    const bases = gateway.sandbox.world.bitable.bases.size;
    expect(await gateway.code('POST', '/apps', { time_zone: 'Mars/Olympus' })).toBe(1254800);
    expect(await gateway.code('POST', '/apps', { name: 5 })).toBe(1254001);
    expect(gateway.sandbox.world.bitable.bases.size).toBe(bases);
  });
});

describe('getting a base', () => {
  it('tells its metadata', async () => {
    const gateway = await Gateway.start();
    expect(await gateway.data('GET', gateway.base)).toEqual({
      app: {
        app_token: appToken,
        name: '项目管理示例',
        revision: expect.any(Number),
        is_advanced: false,
        time_zone: 'Asia/Shanghai',
        formula_type: 1,
        advance_version: 'v2',
      },
    });
  });

  it('shows a higher revision after a write', async () => {
    const gateway = await Gateway.start();
    const before = (await gateway.data('GET', gateway.base)).app.revision;
    await gateway.data('POST', `${gateway.table}/records`, { fields: {} });
    expect((await gateway.data('GET', gateway.base)).app.revision).toBeGreaterThan(before);
  });
});

describe('updating a base', () => {
  it('changes only what it is given', async () => {
    const gateway = await Gateway.start();
    expect((await gateway.data('PUT', gateway.base, { is_advanced: true })).app).toEqual({
      app_token: appToken,
      name: '项目管理示例',
      is_advanced: true,
    });
    expect((await gateway.data('PUT', gateway.base, { name: '改名' })).app).toMatchObject({
      name: '改名',
      is_advanced: true,
    });
    expect((await gateway.data('PUT', gateway.base, { name: '' })).app.name).toBe('改名');
  });

  it('refuses a name that is too long', async () => {
    const gateway = await Gateway.start();
    expect(await gateway.code('PUT', gateway.base, { name: 'n'.repeat(256) })).toBe(1254031);
  });
});

describe('copying a base', () => {
  async function copied(body: object) {
    const gateway = await Gateway.start();
    const folder = new URL(gateway.sandbox.sampleLinks.folder).pathname.split('/').at(-1)!;
    const into = { ...body, folder_token: folder };
    const { app } = await gateway.data('POST', `${gateway.base}/copy`, into);
    return { gateway, app, folder, path: `/apps/${app.app_token}` };
  }

  it('answers 1254036 on the copy until it is filled, and leaves the source usable', async () => {
    const { gateway, app, folder, path } = await copied({ name: '副本' });
    expect(app).toMatchObject({
      name: '副本',
      folder_token: folder,
      time_zone: 'Asia/Shanghai',
    });
    gateway.clock.advance(299);
    const waiting = await gateway.api('GET', `${path}/tables`);
    expect(waiting.body).toMatchObject({
      code: 1254036,
      msg: 'Bitable is copying, please try again later.',
    });
    expect(await gateway.code('GET', gateway.base)).toBe(0);
    gateway.clock.advance(1);
    expect((await gateway.data('GET', `${path}/tables`)).total).toBe(2);
  });

  it('copies the records, which are independent of the source from then on', async () => {
    const { gateway, app, path } = await copied({});
    gateway.clock.advance(300);
    const search = `${path}/tables/${app.default_table_id}/records/search`;
    const copies = await gateway.data('POST', search, {});
    expect(copies.total).toBe(gateway.rowCount);
    await gateway.data('POST', `${gateway.table}/records`, { fields: {} });
    expect((await gateway.data('POST', search, {})).total).toBe(copies.total);
  });

  it('copies the structure alone when asked to', async () => {
    const { gateway, app, path } = await copied({ without_content: true });
    gateway.clock.advance(300);
    const table = `${path}/tables/${app.default_table_id}`;
    expect((await gateway.data('POST', `${table}/records/search`, {})).total).toBe(0);
    expect((await gateway.data('GET', `${table}/fields`)).total).toBe(14);
  });

  it('copies the structure alone above 50,000 records', async () => {
    const gateway = await Gateway.start();
    const [base] = gateway.sandbox.world.bitable.bases.values();
    fill(base!, 50_000);
    expect(await rowsOfCopy(gateway)).toBe(50_000);
    fill(base!, 50_001);
    expect(await rowsOfCopy(gateway)).toBe(0);
  });

  it('gives the copy files of its own', async () => {
    const gateway = await Gateway.start();
    const { bases, files } = gateway.sandbox.world.bitable;
    const [base] = bases.values();
    const [table] = base!.tables.values();
    const [row] = table!.rows.values();
    const file = { name: 'a', type: 'text/plain', size: 0, content: new Uint8Array() };
    files.set('boxA', { ...file, fileToken: 'boxA', appToken: base!.appToken });
    row!.cells.set('fldFile', { kind: 'files', fileTokens: ['boxA'] });
    const { app } = await gateway.data('POST', `${gateway.base}/copy`, {});
    const [copiedTable] = bases.get(app.app_token)!.tables.values();
    const cell = copiedTable!.rows.get(row!.recordId)!.cells.get('fldFile');
    const [token] = cell?.kind === 'files' ? cell.fileTokens : [];
    expect(token).not.toBe('boxA');
    expect(files.get(token!)?.appToken).toBe(app.app_token);
    expect(row!.cells.get('fldFile')).toEqual({ kind: 'files', fileTokens: ['boxA'] });
  });

  it('refuses to copy a copy that is not there yet', async () => {
    const { gateway, path } = await copied({});
    expect(await gateway.code('POST', `${path}/copy`, {})).toBe(1254036);
  });
});

/** Gives the first table this many rows and the others none. */
function fill(base: Base, count: number): void {
  const [first, ...others] = base.tables.values();
  const [row] = first!.rows.values();
  first!.rows.clear();
  for (const { rows } of others) rows.clear();
  for (let index = 0; index < count; index += 1) {
    first!.rows.set(`rec${index}`, { ...row!, recordId: `rec${index}`, cells: new Map() });
  }
}

async function rowsOfCopy(gateway: Gateway): Promise<number> {
  const { app } = await gateway.data('POST', `${gateway.base}/copy`, {});
  const copy = gateway.sandbox.world.bitable.bases.get(app.app_token)!;
  return [...copy.tables.values()].reduce((sum, table) => sum + table.rows.size, 0);
}
