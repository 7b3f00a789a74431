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

  it('wants to know one of the two that name a file', async () => {
    const fixture = await ProjectToolFixture.start();
    const args = { project_key: fixture.link('points'), path: 'a' };
    expect(await fixture.failure(download, args)).toContain('uuid or file_token is needed');
    const both = { ...args, uuid: 'u', file_token: 't' };
    expect(await fixture.failure(download, both)).toContain('one of them');
  });
});
