import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ApiError, type ApiErrorFacts } from '../../../src/core/errors.js';
import { feishuErrors } from '../../../src/services/feishu/errors/explain-error.js';
import { feishuService } from '../../../src/services/feishu/service.js';
import { rawReply } from '../../support/scripted-transport.js';

const { open } = feishuService('https://open.feishu.cn');

function refusalOf(...reply: Parameters<typeof rawReply>): ApiErrorFacts {
  try {
    open(rawReply(...reply));
  } catch (error) {
    if (error instanceof ApiError) {
      return error.facts;
    }
    throw error;
  }
  throw new Error('it was taken for a success');
}

describe('the Feishu envelope', () => {
  it('gives what is inside, and the log id of the header', () => {
    const reply = rawReply({ code: 0, msg: 'success', data: { a: 1 } }, 200, {
      'x-tt-logid': 'l1',
    });
    expect(open(reply)).toEqual({ data: { a: 1 }, logId: 'l1' });
  });

  it.each([{}, { data: null }])('takes a success without data (%j) for an empty one', (rest) => {
    expect(open(rawReply({ code: 0, msg: 'ok', ...rest }))).toMatchObject({ data: {} });
  });

  it('keeps the digits of long ids', () => {
    const reply = rawReply('{"code":0,"msg":"","data":{"id":7345678901234567890}}');
    expect(open(reply).data).toEqual({ id: '7345678901234567890' });
  });

  it.each([200, 400, 403, 500])('takes a code for a refusal in HTTP %i', (status) => {
    expect(refusalOf({ code: 1254045, msg: 'FieldNameNotFound' }, status)).toMatchObject({
      service: 'Feishu',
      kind: 'not_found',
      recovery: 'permanent',
      code: 1254045,
      status,
      reason: 'FieldNameNotFound',
    });
  });

  it('hears a denial that comes as code 0', () => {
    expect(refusalOf({ code: 0, msg: 'RolePermNotAllow', data: {} })).toMatchObject({
      kind: 'permission',
      code: 1254302,
    });
  });

  it('keeps what helps: the detail, missing scopes, the console page, the violated fields, the log id', () => {
    const error = {
      message: "Invalid request parameter: 'type'.",
      log_id: '2025',
      troubleshooter: 'https://open.feishu.cn/search',
      permission_violations: [{ type: 'action_scope_required', subject: 'bitable:app' }],
      helps: [{ url: 'https://open.feishu.cn/app/cli_x/auth', description: 'click' }],
      field_violations: [{ field: 'type', value: 'x', description: 'type is required' }],
    };
    expect(refusalOf({ code: 99991672, msg: 'Access denied', error }, 400)).toMatchObject({
      kind: 'permission',
      logId: '2025',
      details: {
        message: "Invalid request parameter: 'type'.",
        missing_scopes: ['bitable:app'],
        help: ['https://open.feishu.cn/app/cli_x/auth'],
        field_violations: [{ field: 'type', description: 'type is required' }],
      },
    });
  });

  it('takes odd shapes of the detail without harm', () => {
    for (const error of [null, 'text', [], { helps: 'x', field_violations: [null, 7, {}] }]) {
      expect(refusalOf({ code: 1254001, msg: '', error })).toMatchObject({
        reason: 'WrongRequestBody',
      });
    }
  });

  it('reads how long a limit holds, from its own header or the usual one', () => {
    const limited = { code: 99991400, msg: 'request trigger frequency limit' };
    for (const [status, name] of [
      [429, 'x-ogw-ratelimit-reset'],
      [400, 'x-ogw-ratelimit-reset'],
      [429, 'retry-after'],
    ] as const) {
      expect(refusalOf(limited, status, { [name]: '2' })).toMatchObject({
        kind: 'rate_limited',
        recovery: 'not_applied',
        retryAfterMs: 2_000,
      });
    }
    expect(refusalOf(limited, 429).retryAfterMs).toBeUndefined();
    expect(
      refusalOf(limited, 429, { 'x-ogw-ratelimit-reset': 'soon' }).retryAfterMs,
    ).toBeUndefined();
  });

  it.each([
    [200, 'permanent', 'unknown'],
    [400, 'permanent', 'unknown'],
    [401, 'renew', 'auth'],
    [403, 'permanent', 'permission'],
    [404, 'permanent', 'not_found'],
    [429, 'not_applied', 'rate_limited'],
    [500, 'ambiguous', 'unavailable'],
    [504, 'ambiguous', 'unavailable'],
  ])('judges a code that nobody documented by HTTP %i', (status, recovery, kind) => {
    expect(refusalOf({ code: 4242, msg: 'new' }, status)).toMatchObject({
      recovery,
      kind,
      code: 4242,
    });
  });
});

describe('a reply that is no envelope', () => {
  const login =
    '<!DOCTYPE html><html><head><title>Login</title></head><body>secret page</body></html>';

  it.each([
    ['an HTML page in HTTP 200', login, 200],
    ['an HTML page in HTTP 502', login, 502],
    ['an empty body', '', 200],
    ['an empty gateway timeout', '', 504],
    ['JSON that breaks off', '{"code":0,"msg":"success","da', 200],
    ['JSON that breaks off in a refusal', '{"code":1254607,', 400],
    ['JSON that is no envelope', '{"error":"nope"}', 200],
    ['a list', '[]', 200],
    ['a code that is text', '{"code":"0","data":{}}', 200],
  ])('leaves open what became of the request: %s', (_, text, status) => {
    const facts = refusalOf(text, status);
    expect(facts).toMatchObject({ recovery: 'ambiguous', kind: 'unavailable', status });
    expect(facts.code).toBeUndefined();
  });

  it('is a clear no where the gateway does not know the route', () => {
    expect(refusalOf('404 page not found', 404)).toMatchObject({
      kind: 'not_found',
      recovery: 'permanent',
      reason: expect.stringContaining('404 page not found'),
    });
  });

  it('shows the title of a page and never its markup', () => {
    const { reason } = refusalOf(login, 200);
    expect(reason).toBe('an HTML page, "Login", in place of its JSON envelope');
    expect(reason).not.toMatch(/[<>]|secret/);
  });

  it.each([
    ['', 'an empty body in place of its JSON envelope'],
    ['[]', '2 characters of other or broken JSON in place of its JSON envelope'],
    ['<p>', 'an HTML page in place of its JSON envelope'],
    ['no  way', 'plain text in place of its JSON envelope: no way'],
  ])('reads as what was answered: %j', (text, reason) => {
    expect(refusalOf(text, 200).reason).toBe(reason);
  });

  it('has no code to look up', () => {
    expect(refusalOf("I'm a teapot", 418)).toMatchObject({
      kind: 'unknown',
      hint: 'Something between here and Feishu answered: check the base URL and proxies.',
    });
    expect(refusalOf({ code: 4242, msg: 'new' }, 418).hint).toMatch(/Look the code up/);
  });

  it('is garbled where it is nested without end', () => {
    const deep = `{"code":0,"data":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    expect(refusalOf(deep, 200)).toMatchObject({ kind: 'unavailable', recovery: 'ambiguous' });
  });

  it('judges a megabyte of open brackets without delay', () => {
    expect(refusalOf('<'.repeat(1_000_000), 502).reason.length).toBeLessThan(200);
    expect(refusalOf(`x${'<a'.repeat(500_000)}`, 502).reason.length).toBeLessThan(5_000);
  });
});

describe('the table of codes', () => {
  const documented = readFileSync('examples/bitable-error-codes.csv', 'utf8')
    .split('\n')
    .map((line) => Number(/,(\d{6,8}),/.exec(line)?.[1]))
    .filter((code) => code > 0);

  it('has every code that the pages list', () => {
    expect(new Set(documented).size).toBeGreaterThan(80);
    expect(documented.filter((code) => !feishuErrors.has(code))).toEqual([]);
  });

  it('tells for every code what to do next, in few words', () => {
    for (const [code, { hint, name }] of feishuErrors) {
      expect(hint.length, String(code)).toBeGreaterThan(8);
      expect(hint.length, String(code)).toBeLessThan(170);
      expect(name, String(code)).not.toBe('');
    }
  });

  it.each([
    ['not_applied', [99991400, 1254290, 1254291, 1254036, 1254112, 1064230]],
    [
      'ambiguous',
      [
        1254002, 1254200, 1254607, 1254608, 1255001, 1255002, 1255003, 1255004, 1255005, 1255040,
        1061045, 131001,
      ],
    ],
    ['renew', [99991663, 99991664, 99991665, 99991668, 99991677]],
    [
      'permanent',
      [
        99991403, 99991661, 99991672, 99992402, 91402, 91403, 1254045, 1254060, 1254103, 1254104,
        1254302, 1254606, 1255006, 10003, 20037,
      ],
    ],
  ])('calls these %s', (recovery, codes) => {
    for (const code of codes) {
      expect(feishuErrors.get(code)?.recovery, String(code)).toBe(recovery);
    }
  });

  it('does not take a repeated client_token for a missing permission, although it comes with HTTP 403', () => {
    expect(refusalOf({ code: 1254608, msg: 'ReqRecommited' }, 403)).toMatchObject({
      kind: 'conflict',
      recovery: 'ambiguous',
    });
  });

  it('says which types the first field takes', () => {
    expect(feishuErrors.get(1254012)?.hint).toMatch(/first field.* 1, 2, 5, 13, 15, 20 or 22\.$/);
  });

  it('knows the one refusal of what is so already', () => {
    const already = [...feishuErrors]
      .filter(([, row]) => row.alreadyInDesiredState)
      .map(([code]) => code);
    expect(already).toEqual([1254606]);
    expect(refusalOf({ code: 1254606, msg: 'DataNotChange' })).toMatchObject({
      alreadyInDesiredState: true,
      hint: 'Nothing had to change: it is like that already.',
    });
  });

  it('knows the one refusal that smaller requests avoid', () => {
    const smaller = [...feishuErrors].filter(([, row]) => row.smallerChunk).map(([code]) => code);
    expect(smaller).toEqual([1254104]);
  });
});
