import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SandboxSettings, startSandbox } from '../../../../src/sandbox/server.js';
import { emptyFolder } from '../../../support/folder-fixture.js';
import { sandboxClient } from '../../../support/service-client.js';
import { toolContext } from '../../../support/tool-context.js';
import { createToolbox } from '../../../support/toolbox.js';

type Args = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
type Facts = Record<string, any>;

const names = [
  'drive_medias_upload',
  'drive_medias_download',
  'drive_medias_get_tmp_urls',
  'bitable_fields_create',
  'bitable_records_create',
  'bitable_records_batch_get',
  'bitable_apps_update',
] as const;
type Name = (typeof names)[number];

/** The tools on files over a sandbox, with a folder that they may touch. */
async function start(settings: SandboxSettings = {}, bases?: ReadonlySet<string>) {
  const sandbox = await startSandbox(settings);
  onTestFinished(() => sandbox.close());
  const folder = emptyFolder();
  const client = sandboxClient(sandbox);
  const boxOf = (allowed?: ReadonlySet<string>) =>
    createToolbox(
      names,
      toolContext(client, { folders: [folder], ...(allowed && { bases: allowed }) }),
    );
  const { pathname, searchParams } = new URL(sandbox.sampleUrl);
  const app_token = pathname.split('/').at(-1) ?? '';
  const table_id = searchParams.get('table') ?? '';
  const progress: number[] = [];
  const callOf = (allowed?: ReadonlySet<string>) => {
    const toolbox = boxOf(allowed);
    return (name: Name, args: Args) =>
      toolbox.run(name, args, {
        signal: new AbortController().signal,
        progress: (done) => progress.push(done),
      });
  };
  const run = callOf(bases);
  const must = async (name: Name, args: Args): Promise<Facts> => {
    const { text, structured, isError } = await run(name, args);
    expect(isError, text).toBe(false);
    return structured ?? {};
  };
  const failure = async (name: Name, args: Args): Promise<string> => {
    const { text, isError } = await run(name, args);
    expect(isError, text).toBe(true);
    return text;
  };
  return {
    sandbox,
    app_token,
    table_id,
    progress,
    run,
    must,
    failure,
    runWithin: callOf,
    put: (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    files: () => readdirSync(folder),
  };
}

type MediaFixture = Awaited<ReturnType<typeof start>>;

/** A record of the sample that holds an uploaded file. */
async function attached({ must, put, app_token, table_id }: MediaFixture) {
  put('说明.txt', '鲸');
  const { file_token } = await must('drive_medias_upload', { app_token, path: '说明.txt' });
  const field = { app_token, table_id, field_name: '附件', type: 17 };
  const made = await must('bitable_fields_create', field);
  const fields = { 附件: [file_token] };
  const { record_id } = await must('bitable_records_create', { app_token, table_id, fields });
  const field_id = String(made['field'].field_id);
  return { file_token, app_token, table_id, field_id, record_id };
}

describe('drive_medias_upload', () => {
  it('uploads a local file, whose token a cell then takes', async () => {
    const fixture = await start();
    const { must, put, app_token, table_id } = fixture;
    const cell = await attached(fixture);
    const record_ids = [cell.record_id];
    const { rows } = await must('bitable_records_batch_get', { app_token, table_id, record_ids });
    const file = { file_token: cell.file_token, name: '说明.txt', size: 3 };
    expect(JSON.stringify(rows)).toContain(JSON.stringify(file).slice(0, -1));
    put('a.png', 'png');
    const args = { app_token, path: 'a.png', image: true };
    expect(await must('drive_medias_upload', args)).toMatchObject({ name: 'a.png', size: 3 });
    expect(fixture.progress.at(-1)).toBe(3);
  });

  it('looks at the file and sends nothing in a dry run', async () => {
    const { sandbox, must, put, app_token } = await start();
    put('a.txt', 'abc');
    const args = { app_token, path: 'a.txt', dry_run: true };
    const facts = await must('drive_medias_upload', args);
    expect(facts).toMatchObject({ dry_run: true, name: 'a.txt', size: 3 });
    expect(facts).not.toHaveProperty('file_token');
    expect(sandbox.requests).toEqual([]);
  });

  it.each([
    ['../secret.txt', /inside the folders/],
    ['none.txt', /does not exist/],
    ['tool.exe', /program/],
    ['hidden.txt', /script/],
  ])('refuses %s before anything is sent', async (path, reason) => {
    const { sandbox, failure, put, app_token } = await start();
    put('tool.exe', 'x');
    put('hidden.txt', '#!/bin/sh\nrm -rf /');
    expect(await failure('drive_medias_upload', { app_token, path })).toMatch(reason);
    expect(sandbox.requests).toEqual([]);
  });
});

describe('drive_medias_download', () => {
  it('saves an attachment in a folder under the name that it has', async () => {
    const fixture = await start();
    const { file_token } = await attached(fixture);
    const args = { file_token, path: '.' };
    const saved = await fixture.must('drive_medias_download', args);
    expect(saved['path']).toMatch(/说明 \(2\)\.txt$/);
    expect(saved['size']).toBe(3);
    expect(fixture.read('说明 (2).txt')).toBe('鲸');
  });

  it('saves it under the name that it is given', async () => {
    const fixture = await start();
    const { file_token } = await attached(fixture);
    await fixture.must('drive_medias_download', { file_token, path: 'whale.txt' });
    expect(fixture.read('whale.txt')).toBe('鲸');
  });

  it('leaves nothing behind where there is no such file', async () => {
    const { failure, files } = await start();
    const text = await failure('drive_medias_download', { file_token: 'boxcnNone', path: 'a' });
    expect(text).toContain('1061003');
    expect(files()).toEqual([]);
  });

  it.each([
    ['../a.txt', /inside the folders/],
    ['none/a.txt', /folder that does not exist/],
    ['\0', /inside the folders/],
  ])('refuses %j before anything is sent', async (path, reason) => {
    const { sandbox, failure } = await start();
    const text = await failure('drive_medias_download', { file_token: 'boxcnNone', path });
    expect(text).toMatch(reason);
    expect(text).toContain('nothing was sent');
    expect(sandbox.requests).toEqual([]);
  });

  it('does not say that nothing was sent where the file had come', async () => {
    const fixture = await start();
    const { file_token } = await attached(fixture);
    const taken = [...Array(1_000).keys()].map((n) => (n === 0 ? 'a.txt' : `a (${n + 1}).txt`));
    for (const name of taken) {
      fixture.put(name, '');
    }
    const text = await fixture.failure('drive_medias_download', { file_token, path: 'a.txt' });
    expect(text).toContain('could not be saved here; no file was left behind');
    expect(text).toContain('too many files called a.txt');
    expect(text).not.toContain('nothing was sent');
    expect(fixture.files()).toHaveLength(1_001);
  });

  it('asks by the cell where advanced permissions want it, with names for ids', async () => {
    const fixture = await start();
    const { must, failure, app_token } = fixture;
    const cell = await attached(fixture);
    await must('bitable_apps_update', { app_token, is_advanced: true });
    const { file_token, record_id } = cell;
    expect(await failure('drive_medias_download', { file_token, path: 'a' })).toContain('1061002');
    const named = { app_token, table_id: '任务', field_id: '附件', record_id };
    await must('drive_medias_download', { file_token, path: 'a.txt', ...named });
    expect(fixture.read('a.txt')).toBe('鲸');
  });

  it('touches only files that a record of an allowed base holds', async () => {
    const fixture = await start();
    const { file_token, ...cell } = await attached(fixture);
    const run = fixture.runWithin(new Set([fixture.app_token]));
    const told = async (args: Args) =>
      (await run('drive_medias_download', { file_token, path: 'a.txt', ...args })).text;
    expect(await told({})).toContain('is not a base that this server may touch');
    expect(await told({ app_token: fixture.app_token })).toContain('not known to be in a base');
    const { file_token: other } = await fixture.must('drive_medias_upload', {
      app_token: fixture.app_token,
      path: '说明.txt',
    });
    const elsewhere = await told({ ...cell, file_token: other });
    expect(elsewhere).toContain('is not in that record');
    expect(elsewhere).not.toContain('nothing was sent');
    expect(
      (await run('drive_medias_download', { ...cell, file_token, path: 'b.txt' })).isError,
    ).toBe(false);
    expect(fixture.files()).toEqual(['b.txt', '说明.txt']);
  });
});

describe('drive_medias_get_tmp_urls', () => {
  it('gives a link for each of any number of files, five a request', async () => {
    const { sandbox, must, put, app_token } = await start();
    const tokens: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      put(`${name}.txt`, name);
      const { file_token } = await must('drive_medias_upload', { app_token, path: `${name}.txt` });
      tokens.push(file_token);
    }
    const { tmp_download_urls: links } = await must('drive_medias_get_tmp_urls', {
      file_tokens: tokens,
    });
    expect(links.map(({ file_token }: Facts) => file_token)).toEqual(tokens);
    expect(await (await fetch(links[5].tmp_download_url)).text()).toBe('f');
    const asked = sandbox.requests.filter(({ name }) => name === 'drive_medias_get_tmp_urls');
    expect(asked.map(({ code }) => code)).toEqual([0, 0]);
  });

  it('takes the cell where advanced permissions want it, with names for ids', async () => {
    const fixture = await start();
    const { must, failure, app_token, sandbox } = fixture;
    const { file_token, record_id } = await attached(fixture);
    await must('bitable_apps_update', { app_token, is_advanced: true });
    const file_tokens = [file_token];
    expect(await failure('drive_medias_get_tmp_urls', { file_tokens })).toContain('1061002');
    const cell = { app_token, table_id: '任务', field_id: '附件', record_id };
    const { tmp_download_urls: links } = await must('drive_medias_get_tmp_urls', {
      file_tokens,
      ...cell,
    });
    expect(await (await fetch(links[0].tmp_download_url)).text()).toBe('鲸');
    const before = sandbox.requests.length;
    const partly = { file_tokens, app_token, record_id };
    expect(await failure('drive_medias_get_tmp_urls', partly)).toContain('field_id is required');
    const { app_token: _base, ...baseless } = { file_tokens, ...cell };
    expect(await failure('drive_medias_get_tmp_urls', baseless)).toContain(
      'app_token is required with table_id',
    );
    const both = { file_tokens, ...cell, extra: '{}' };
    expect(await failure('drive_medias_get_tmp_urls', both)).toContain('extra says the same');
    const sent = sandbox.requests.slice(before).map(({ name }) => name);
    expect(sent).not.toContain('drive_medias_get_tmp_urls');
    const elsewhere = { file_tokens, ...cell, field_id: '任务名称' };
    expect(await failure('drive_medias_get_tmp_urls', elsewhere)).toContain(
      'the file is not in the cell that table_id, field_id and record_id name',
    );
  });
});
