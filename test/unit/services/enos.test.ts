import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/core/errors.js';
import type { RawReply } from '../../../src/core/service.js';
import { enosService } from '../../../src/services/enos/service.js';
import { rawReply } from '../../support/scripted-transport.js';

const service = enosService('https://apim-ppe1.envisioniot.com/', {
  userId: 'u1',
  orgId: 'o1',
});

function refusalOf(reply: RawReply): ApiError {
  try {
    service.open(reply);
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('it was no refusal');
}

describe('a success of EnOS', () => {
  it.each([
    [
      'an object',
      { flowInstanceId: '2791-19700101000000' },
      { flowInstanceId: '2791-19700101000000' },
    ],
    ['a list', [{ flowId: '21' }], { data: [{ flowId: '21' }] }],
    ['an empty list', [], { data: [] }],
    ['a number', 1_565_251_865_242, { data: 1_565_251_865_242 }],
    ['nothing, written as empty text', '', {}],
    ['nothing, written as null', null, {}],
  ])('opens to an object where it holds %s', (_, data, opened) => {
    expect(service.open(rawReply({ code: 0, msg: 'OK', data })).data).toEqual(opened);
  });

  it('may call its code status, as the token endpoints do', () => {
    const data = { accessToken: 'a', expire: 7_200 };
    expect(service.open(rawReply({ status: 0, msg: 'SUCCESS', data })).data).toEqual(data);
  });

  it('keeps every digit of an id', () => {
    const text = '{"code":0,"msg":"OK","data":{"flowId":9007199254740993}}';
    expect(service.open(rawReply(text)).data).toEqual({ flowId: '9007199254740993' });
  });
});

/** Every row of the error tables: the pages' codes and messages, and what is to be understood. */
const refusals: readonly (readonly [number, string, string, string, RegExp])[] = [
  [
    62101,
    'userId does not exist, or it does not match to orgId.',
    'auth',
    'permanent',
    /ENOS_USER_ID.*ENOS_ORG_ID/,
  ],
  [62102, 'param: dirName cannot be empty', 'invalid', 'permanent', /name/],
  [62102, 'parentId not found', 'not_found', 'permanent', /enos_directories_list/],
  [62102, 'A directory of the same name already exists', 'conflict', 'permanent', /another name/],
  [62102, 'Incorrect parameter', 'invalid', 'permanent', /arguments/],
  [62102, 'Invalid parameter: flowName', 'invalid', 'permanent', /another name/],
  [62102, 'Directory does not exist', 'not_found', 'permanent', /enos_directories_list/],
  [62102, 'Workflow validation failed', 'invalid', 'permanent', /relations/],
  [62102, 'Flow validation exception', 'invalid', 'permanent', /relations/],
  [62102, 'The sorters field parameter is invalid', 'invalid', 'permanent', /createTime/],
  [62102, 'Instance not found', 'not_found', 'permanent', /enos_flow_instances_get/],
  [62102, 'Invalid taskInstId or it has no log', 'not_found', 'permanent', /before a task started/],
  [62102, 'Invalid request body.', 'invalid', 'permanent', /arguments/],
  [
    62102,
    'Cannot create workflow instance. Please check if the workflow or task exist, and do not trigger the same workflow repeatedly in 1 minute.',
    'conflict',
    'not_applied',
    /wait until a minute after/,
  ],
  [62103, 'User has no privilege', 'permission', 'permanent', /owners/],
  [
    62104,
    'This workflow has no task. You cannot trigger it.',
    'invalid',
    'permanent',
    /task first/,
  ],
  [
    62104,
    'This workflow is relied on by other workflows and cannot be deleted.',
    'conflict',
    'permanent',
    /enos_flows_save/,
  ],
  [62105, 'Your account has been locked', 'permission', 'permanent', /administrator/],
  [62109, 'Internal server exception', 'unavailable', 'ambiguous', /again/],
  [62109, 'No log found', 'not_found', 'permanent', /enos_task_instances_get/],
  [62109, 'Failed to create workflow', 'unavailable', 'ambiguous', /enos_flows_search/],
  [1001, 'repeated request', 'conflict', 'not_applied', /again/],
  [1002, 'appKey does not exist', 'auth', 'permanent', /ENOS_ACCESS_KEY/],
  [1003, 'encryption error', 'auth', 'permanent', /ENOS_SECRET_KEY/],
  [1004, 'invalid parameter', 'invalid', 'permanent', /ENOS_ACCESS_KEY/],
  [1005, 'internal error', 'unavailable', 'ambiguous', /again/],
  [1202, 'empty parameter', 'invalid', 'permanent', /ENOS_ACCESS_KEY/],
  [1203, 'token expired', 'auth', 'renew', /ENOS_ACCESS_KEY/],
  [1204, 'refresh failed', 'unavailable', 'permanent', /again/],
];

describe('a refusal of EnOS', () => {
  it.each(refusals)('%i "%s" is of the kind %s and %s', (code, msg, kind, recovery, hint) => {
    const envelope = code < 10_000 ? { status: code, msg } : { code, msg, data: null };
    expect(refusalOf(rawReply(envelope)).facts).toMatchObject({
      service: 'EnOS',
      code,
      reason: msg,
      kind,
      recovery,
      hint: expect.stringMatching(hint),
    });
  });

  it('with a code that nobody documents is judged by its HTTP status', () => {
    expect(refusalOf(rawReply({ code: 99, msg: '?' }, 503)).facts).toMatchObject({
      code: 99,
      kind: 'unavailable',
    });
    expect(refusalOf(rawReply({ code: 99, msg: '?' })).facts).toMatchObject({ kind: 'unknown' });
  });
});

describe('an answer of the gateway', () => {
  it.each([
    [400, 'invalid', 'permanent'],
    [401, 'auth', 'renew'],
    [403, 'permission', 'permanent'],
    [404, 'not_found', 'permanent'],
    [413, 'invalid', 'permanent'],
    [429, 'rate_limited', 'not_applied'],
    [500, 'unavailable', 'ambiguous'],
    [503, 'unavailable', 'ambiguous'],
    [599, 'unavailable', 'ambiguous'],
  ])('with HTTP %i is of the kind %s and %s', (status, kind, recovery) => {
    const reply = rawReply({ message: 'no' }, status);
    expect(refusalOf(reply).facts).toMatchObject({ status, kind, recovery, reason: 'no' });
  });

  it('that says how long to wait is waited for', () => {
    const reply = rawReply('slow down', 429, { 'retry-after': '3' });
    expect(refusalOf(reply).facts.retryAfterMs).toBe(3_000);
  });

  it.each([
    ['<html><body>Sign in to the network</body></html>', 'an HTML page'],
    ['', 'an empty body'],
    ['{"code":0,"data":{', 'broken JSON'],
    ['[]', 'other or broken JSON'],
    ['upstream  gone', 'plain text in place of the JSON envelope: upstream gone'],
  ])('that is no envelope, %j, settles nothing and shows no markup', (text, reason) => {
    const { facts } = refusalOf(rawReply(text));
    expect(facts).toMatchObject({ kind: 'unavailable', recovery: 'ambiguous' });
    expect(facts.reason).toContain(reason);
    expect(facts.reason).not.toMatch(/[<>]/);
  });
});
