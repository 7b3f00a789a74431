import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProjectToolFixture } from './fixtures/project-fixture.js';

const upload = 'project_attachments_upload';
const download = 'project_attachments_download';

describe('project_attachments_upload', () => {
  it('puts a local file into a field of an item, from where it can be downloaded', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.put('方案.txt', '鲸');
    const project_key = fixture.link('points');
    const facts = await fixture.answer(upload, { project_key, path: '方案.txt', field: '附件' });
    expect(facts).toMatchObject({ name: '方案.txt', size: 3 });
    const saved = await fixture.answer(download, { project_key, uuid: facts['uuid'], path: '.' });
    expect(saved['path']).toMatch(/方案 \(2\)\.txt$/);
    expect(fixture.read('方案 (2).txt')).toBe('鲸');
  });

  it('finds the one attachment field of a type by itself', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.put('a.txt', 'abc');
    await fixture.answer(upload, {
      project_key: fixture.link('points'),
      path: 'a.txt',
      to: 'field',
    });
    expect(fixture.stored('points').values.get('field_0ea7d2')).toHaveLength(1);
  });

  it('gives a url for rich text and a token for comments', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.put('a.txt', 'abc');
    const { url } = await fixture.answer(upload, { project_key: '星河商城', path: 'a.txt' });
    expect(url).toMatch(/^http/);
    const { file_token } = await fixture.answer(upload, {
      project_key: fixture.link('points'),
      path: 'a.txt',
      to: 'comment',
    });
    await fixture.answer('project_file_comments_create', { ...fixture.item('points'), file_token });
    const args = { project_key: 'xinghe', file_token, path: 'b.txt' };
    await fixture.answer(download, args);
    expect(fixture.read('b.txt')).toBe('abc');
  });

  it('looks at the file and its field and sends nothing in a dry run', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.put('a.txt', 'abc');
    const args = { project_key: fixture.link('points'), path: 'a.txt', dry_run: true };
    const facts = await fixture.answer(upload, { ...args, field: '附件' });
    expect(facts).toMatchObject({ dry_run: true, name: 'a.txt', size: 3 });
    expect(fixture.calls).not.toContain('project_attachments_upload_to_field');
    const text = await fixture.failure(upload, { ...args, field: '评审结论' });
    expect(text).toContain('there is no attachment field of that key or name. Allowed: 附件');
  });

  it.each([
    ['../secret.txt', /inside the folders/],
    ['tool.exe', /program/],
    ['hidden.txt', /script/],
  ])('refuses %s before anything is sent', async (path, reason) => {
    const fixture = await ProjectToolFixture.start();
    fixture.put('tool.exe', 'x');
    fixture.put('hidden.txt', '#!/bin/sh\nrm -rf /');
    expect(await fixture.failure(upload, { project_key: 'xinghe', path })).toMatch(reason);
    expect(fixture.calls).toEqual([]);
  });

  it('refuses files that are too large for a comment', async () => {
    const fixture = await ProjectToolFixture.start();
    fixture.put('big.bin', new Uint8Array(20 * 1_048_576 + 1));
    const args = { project_key: fixture.link('points'), path: 'big.bin', to: 'comment' };
    expect(await fixture.failure(upload, args)).toContain('at most 20 MB');
    expect(fixture.calls).not.toContain('project_attachments_upload_stream');
  });
});

describe('project_attachments_download', () => {
  it('leaves nothing behind where there is no such file', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('points'), uuid: 'none', path: 'a' };
    expect(await fixture.failure(download, args)).toContain('30019');
    expect(readdirSync(fixture.folder)).toEqual([]);
  });

  it('refuses several that name a file', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('points'), path: 'a' };
    const both = { ...args, uuid: 'u', file_token: 't' };
    expect(await fixture.failure(download, both)).toContain('uuid does not go with file_token');
    const field = { ...args, uuid: 'u', field: '附件' };
    expect(await fixture.failure(download, field)).toContain('field does not go with uuid');
    expect(await fixture.failure(download, args)).toContain('file is not there');
  });

  it('finds a file by its name, in a field or a comment, and refuses a name that several have', async () => {
    const fixture = await ProjectToolFixture.start();
    const project_key = fixture.link('points');
    for (const path of ['图.txt', '方案.txt', '评论.txt']) {
      fixture.put(path, path);
      const to = path === '评论.txt' ? 'comment' : 'field';
      const { file_token } = await fixture.answer(upload, { project_key, path, to });
      if (file_token !== undefined) {
        const comment = { ...fixture.item('points'), file_token };
        await fixture.answer('project_file_comments_create', comment);
      }
    }
    const named = { project_key, path: 'a.txt', file: '图.txt', field: '附件' };
    await fixture.answer(download, named);
    expect(fixture.read('a.txt')).toBe('图.txt');
    await fixture.answer(download, { project_key, path: 'b.txt', file: '评论.txt' });
    expect(fixture.read('b.txt')).toBe('评论.txt');
    expect(await fixture.failure(download, { project_key, path: 'c.txt' })).toMatch(
      /file is needed: there are 3 files. Allowed: 图.txt \(.+\), 方案.txt/,
    );
    const { uuid } = await fixture.answer(upload, { project_key, path: '图.txt', to: 'field' });
    expect(await fixture.failure(download, named)).toContain('which could be 2 files');
    const shown = { ...named, file: `图.txt (${uuid})`, path: 'd.txt' };
    await fixture.answer(download, shown);
  });

  it('goes with deleting by names, which says what was deleted', async () => {
    const fixture = await ProjectToolFixture.start();
    const project_key = fixture.link('points');
    fixture.put('图.txt', '图');
    const { uuid } = await fixture.answer(upload, { project_key, path: '图.txt', to: 'field' });
    const { work_item_id } = fixture.item('points');
    const place = { project_key: 'xinghe', work_item_id, field_key: '附件' };
    const wrong = { ...place, uuids: ['画.txt'] };
    expect(await fixture.failure('project_attachments_delete', wrong)).toContain('图.txt (');
    const args = { ...place, uuids: ['图.txt'] };
    const plan = await fixture.answer('project_attachments_delete', { ...args, dry_run: true });
    expect(plan['names']).toMatchObject({ [uuid]: '图.txt' });
    const facts = await fixture.answer('project_attachments_delete', args);
    expect(facts).toMatchObject({ deleted: true, names: { [uuid]: '图.txt' } });
  });
});
