import { expect, it } from 'vitest';
import { callerOf } from '../../../src/app/clients.js';

const service = { name: 'feishu', baseUrl: 'https://open.feishu.cn' } as const;
const app = { appId: 'cli_a', appSecret: 'top-secret' };

it('tells callers apart by service, address and all that they sign in with', () => {
  const callers = [
    callerOf(service, app, app.appId),
    callerOf({ ...service, name: 'project' }, app, app.appId),
    callerOf({ ...service, baseUrl: 'https://open.larksuite.com' }, app, app.appId),
    callerOf(service, { ...app, appSecret: 'guessed' }, app.appId),
    callerOf(service, { ...app, userKey: '7123' }, app.appId),
    callerOf(service, { userAccessToken: 'u-1' }, undefined),
    callerOf(service, undefined, undefined),
  ];
  expect(new Set(callers.map(({ identity }) => identity)).size).toBe(callers.length);
});

it('knows a caller again, and shows nothing of its secrets', () => {
  const caller = callerOf(service, app, app.appId);
  const { appSecret, appId } = app;
  expect(callerOf({ ...service }, { appSecret, appId }, appId)).toEqual(caller);
  expect(JSON.stringify(caller)).not.toMatch(/cli_a|top-secret/);
});

it('counts the calls of an app together, whoever it works for', () => {
  const anna = callerOf(service, { ...app, userKey: 'anna' }, app.appId);
  const bo = callerOf(service, { ...app, userKey: 'bo' }, app.appId);
  expect(anna.app).toBe(bo.app);
  expect(anna.identity).not.toBe(bo.identity);
});
