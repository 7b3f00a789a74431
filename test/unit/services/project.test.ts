import { describe, expect, it } from 'vitest';
import { projectService } from '../../../src/services/project/service.js';
import { rawReply } from '../../support/scripted-transport.js';
import { factsOf, refusedWith } from './fixtures/project-refusals.js';

const service = projectService('https://project.feishu.cn/');
const { open } = service;

const success = { err_code: 0, err_msg: '', err: {} };

function refusalOf(...reply: Parameters<typeof rawReply>) {
  return factsOf(() => open(rawReply(...reply)));
}

describe('the envelopes of Feishu Project', () => {
  it('have a base URL without a slash at its end', () => {
    expect(service.baseUrl).toBe('https://project.feishu.cn');
  });

  it('open to what data holds, with the log id of the header', () => {
    const headers = { 'x-tt-logid': 'l1', 'x-request-id': 'r1' };
    const reply = rawReply({ ...success, data: { task_id: 't1' } }, 200, headers);
    expect(open(reply)).toEqual({ data: { task_id: 't1' }, logId: 'l1' });
  });

  it.each([
    ['a list', [{ id: 1 }], { data: [{ id: 1 }] }],
    ['an id', 1181795, { data: 1181795 }],
    ['a key', 'field_84b', { data: 'field_84b' }],
    ['nothing', {}, {}],
    ['null', null, {}],
  ])('keep %s that stands in place of an object under data', (_, data, expected) => {
    expect(open(rawReply({ ...success, data })).data).toEqual(expected);
  });

  it('open without data too', () => {
    expect(open(rawReply(success)).data).toEqual({});
  });

  it('keep what stands beside data: the pages, what a search found', () => {
    const pagination = { page_num: 1, page_size: 20, total: 41 };
    const beside = { pagination, has_more: true, datas: [{ id: 2 }], extra_info: { a: 'b' } };
    expect(open(rawReply({ ...success, data: [1], ...beside })).data).toEqual({
      data: [1],
      ...beside,
    });
  });

  it('keep all digits of ids', () => {
    const reply = rawReply('{"err_code":0,"err":{},"data":[{"user_id":7345678901234567890}]}');
    expect(open(reply).data).toEqual({ data: [{ user_id: '7345678901234567890' }] });
  });

  it('open the reply of the token calls, whose code is in error', () => {
    const reply = { data: { token: 'p-1', expire_time: 7200 }, error: { code: 0, msg: 'success' } };
    expect(open(rawReply(reply)).data).toEqual({ token: 'p-1', expire_time: 7200 });
    expect(refusalOf({ data: {}, error: { code: 10204, msg: 'wrong secret' } })).toMatchObject({
      kind: 'auth',
      code: 10204,
      reason: 'wrong secret',
    });
  });

  it('open the reply of the newer file calls, whose code is in code', () => {
    const reply = { code: 0, message: 'ok', data: { file_token: 'f1' } };
    expect(open(rawReply(reply)).data).toEqual({ file_token: 'f1' });
    expect(refusalOf({ code: 20024, message: 'file too large', data: null })).toMatchObject({
      kind: 'invalid',
      code: 20024,
      reason: 'file too large',
    });
  });

  it.each([200, 400, 500])('take an err_code for a refusal in HTTP %i', (status) => {
    expect(refusedWith(30005, 'WorkItem Not Found', { status })).toMatchObject({
      service: 'Feishu Project',
      kind: 'not_found',
      recovery: 'permanent',
      status,
      code: 30005,
      reason: 'WorkItem Not Found',
    });
  });

  it('take a code in err for a refusal where err_code forgets to say so', () => {
    const err = { code: 20017, msg: 'Node Is Completed' };
    expect(refusalOf({ err_code: 0, err_msg: '', err })).toMatchObject({ code: 20017 });
  });

  it('say the specific words, and the general ones beside them', () => {
    const general = 'Param missing';
    expect(refusedWith(20038, '设计(field_1) Required', { general })).toMatchObject({
      reason: '设计(field_1) Required',
      details: { general, node: '设计', field_key: 'field_1' },
    });
    expect(refusalOf({ err_code: 20017, err_msg: 'Node Is Completed', err: {} })).toMatchObject({
      reason: 'Node Is Completed',
      details: undefined,
    });
  });

  it('take the log id from the body where no header has one', () => {
    const err = { code: 30009, msg: 'Field Not Found', log_id: '2026' };
    const body = { err_code: 30009, err_msg: '', err };
    expect(refusalOf(body)).toMatchObject({ logId: '2026' });
    expect(refusalOf(body, 404, { 'x-request-id': 'r1' })).toMatchObject({ logId: 'r1' });
  });

  it.each([
    ['an HTML page', '<html><title>Login</title></html>', 200, 'unavailable', 'ambiguous'],
    ['an HTML page that says no', '<html>denied</html>', 403, 'permission', 'permanent'],
    ['a plain text of a proxy', 'upstream connect error', 503, 'unavailable', 'ambiguous'],
    ['nothing', '', 200, 'unavailable', 'ambiguous'],
    ['half of an answer', '{"err_code":0,"data":[{"id":1', 200, 'unavailable', 'ambiguous'],
    ['another envelope', '{"ok":true}', 200, 'unavailable', 'ambiguous'],
    ['a list', '[]', 200, 'unavailable', 'ambiguous'],
  ])('do not take %s for an answer', (_, text, status, kind, recovery) => {
    const facts = refusalOf(text, status);
    expect(facts).toMatchObject({ kind, recovery });
    expect(facts).not.toHaveProperty('code');
    expect(facts.reason).not.toContain('<');
  });
});

describe('a limit', () => {
  const limited = { err_code: 10429, err_msg: 'rate limited', err: { code: 10429, msg: '' } };

  it('is waited for as long as the vendor says', () => {
    expect(refusalOf(limited, 429, { 'retry-after': '3' })).toMatchObject({
      kind: 'rate_limited',
      recovery: 'not_applied',
      retryAfterMs: 3_000,
    });
    expect(refusalOf(limited, 429)).toMatchObject({ retryAfterMs: undefined });
    expect(refusalOf('slow down', 429)).toMatchObject({ kind: 'rate_limited' });
  });

  it('is none where the key of a write was used before', () => {
    const conflict = { err_code: 10430, err_msg: 'idem conflict', err: {} };
    expect(refusalOf(conflict, 429, { 'retry-after': '3' })).toMatchObject({
      kind: 'conflict',
      recovery: 'permanent',
      retryAfterMs: undefined,
      hint: expect.stringContaining('read back'),
    });
  });
});

describe('a code that nobody documented', () => {
  it.each([
    [401, 'auth', 'renew'],
    [403, 'permission', 'permanent'],
    [404, 'not_found', 'permanent'],
    [500, 'unavailable', 'ambiguous'],
    [400, 'unknown', 'permanent'],
  ])('means what HTTP %i means', (status, kind, recovery) => {
    expect(refusedWith(1000099999, 'who knows', { status })).toMatchObject({ kind, recovery });
  });
});
