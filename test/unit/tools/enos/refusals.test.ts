import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import { type EnosName, EnosToolFixture } from './fixtures/enos-fixture.js';

let fixture: EnosToolFixture;
/** Where the newer pages hold for logs. */
let newer: EnosToolFixture;

beforeAll(async () => {
  fixture = await EnosToolFixture.start();
  newer = await EnosToolFixture.start({ enosOptions: { logErrors: 'newer' } });
});
afterAll(async () => {
  await fixture.sandbox.close();
  await newer.sandbox.close();
});

const colleague = { userId: 'u15426865866572', orgId: 'o15475450989191' };
const locked = { userId: 'u15426865866573', orgId: 'o15475450989191' };
const stranger = { userId: 'u15426865866574', orgId: 'o15475450989192' };

/** The form of a directory's id. */
const nowhere = '0'.repeat(32);

const flowOf = (which: keyof EnosToolFixture['flows']) => ({ flowId: fixture.flows[which].flowId });
const moment = { triggerTime: '2026-11-21T09:00:00+08:00' };

async function directory(): Promise<string> {
  const { data } = await fixture.answer('enos_directories_list', { raw: true });
  const [root] = data as JsonObject[];
  return String(root?.['key']);
}

async function imported(more: object, flow: object = {}) {
  const flowJson = await fixture.answer('enos_flows_export', flowOf('succeeds'));
  const args = { flowName: 'copy', desc: '', dirId: await directory() };
  return fixture.failure('enos_flows_import', {
    ...args,
    flowJson: { ...flowJson, ...flow },
    ...more,
  });
}

/** What EnOS says in a case that no valid call can bring about here. */
function told(endpoint: EnosName, args: () => object, code: number, msg: string, times = 1) {
  return () => {
    fixture.reply(endpoint, { code, msg, data: null }, 200, times);
    return fixture.failure(endpoint, args());
  };
}

const saved = () => ({
  ...{ id: fixture.flows.periodic.flowId, type: 1, name: 'x', freq: '0 0 * * * ? *', cycle: 'H' },
  ...{ alertMode: 0, doAs: 'd', owners: 'wang.min', visitors: '', startTime: '2026-01-01' },
  active: 0,
});

/** Each row of the tables: how it comes about, the vendor's words, and what the answer says to do. */
const rows: readonly (readonly [
  code: number,
  says: string,
  does: RegExp,
  () => Promise<string>,
])[] = [
  [
    62101,
    'userId does not exist, or it does not match to orgId',
    /Check ENOS_USER_ID .*ENOS_ORG_ID .*until the credentials are right/s,
    () =>
      fixture
        .as({ account: { userId: colleague.userId, orgId: stranger.orgId } })
        .failure('enos_flows_get', flowOf('succeeds')),
  ],
  [
    62102,
    'param: dirName cannot be empty',
    /Give a name, and the id of the parent/,
    async () =>
      fixture.failure('enos_directories_create', { parentId: await directory(), dirName: ' ' }),
  ],
  [
    62102,
    'parentId not found',
    /enos_directories_list shows the ids/,
    () => fixture.failure('enos_directories_create', { parentId: nowhere, dirName: 'a' }),
  ],
  [
    62102,
    'A directory of the same name already exists',
    /Use the directory that is there .*or another name/,
    async () =>
      fixture.failure('enos_directories_create', { parentId: await directory(), dirName: '归档' }),
  ],
  [
    62102,
    'Incorrect parameter',
    /Check the arguments, ids first/,
    () => fixture.failure('enos_flows_get', { flowId: 1 }),
  ],
  [
    62102,
    'Invalid parameter: flowName',
    /Choose another name/,
    () => imported({ flowName: 'daily_power_report' }),
  ],
  [
    62102,
    'Directory does not exist',
    /enos_directories_list shows the ids/,
    () => imported({ dirId: nowhere }),
  ],
  [
    62102,
    'Workflow validation failed',
    /check its cron, its tasks, and that relations name tasks that are there/,
    () => imported({}, { relations: [{ sourceTaskName: 'extract', targetTaskName: 'nobody' }] }),
  ],
  [
    62102,
    'Flow validation exception',
    /check its cron/,
    told('enos_flows_save', saved, 62102, 'Flow validation exception'),
  ],
  [
    62102,
    'The sorters field parameter is invalid',
    /Sort by createTime, updateTime or startTime/,
    told('enos_flows_search', () => ({}), 62102, 'The sorters field parameter is invalid'),
  ],
  [
    62102,
    'Instance not found',
    /graph of enos_flow_instances_get/,
    () => fixture.failure('enos_task_instances_get_log', { taskInstId: '1-20261121090000' }),
  ],
  [
    62102,
    'Invalid taskInstId or it has no log',
    /graph of enos_flow_instances_get; there is no log before a task started/,
    () => newer.failure('enos_task_instances_get_log', { taskInstId: '1-20261121090000' }),
  ],
  [
    62102,
    'Invalid request body',
    /Check the arguments, ids first/,
    told(
      'enos_flows_trigger_from_task',
      () => ({ ...flowOf('succeeds'), taskId: 'load', ...moment }),
      62102,
      'Invalid request body.',
    ),
  ],
  [
    62102,
    'Cannot create workflow instance',
    /wait until a minute after its last one.*Wait 60 s first.*The flow is daily_power_report \(/s,
    async () => {
      const args = { ...flowOf('succeeds'), taskId: 'load', ...moment };
      fixture.clock.pass(60_000);
      await fixture.answer('enos_flows_trigger_from_task', args);
      return fixture.failure('enos_flows_trigger_from_task', args);
    },
  ],
  [
    62103,
    'User has no privilege',
    /Only owners of a flow may change or run it.*until access is granted/s,
    () =>
      fixture
        .as({ account: colleague })
        .failure('enos_flows_trigger', { ...flowOf('succeeds'), ...moment }),
  ],
  [
    62103,
    'User has no privilege',
    /only its organization may see it/,
    () => fixture.as({ account: stranger }).failure('enos_flows_get', flowOf('succeeds')),
  ],
  [
    62104,
    'This workflow has no task. You cannot trigger it',
    /Give the flow a task first/,
    () => fixture.failure('enos_flows_trigger', { ...flowOf('empty'), ...moment }),
  ],
  [
    62104,
    'This workflow is relied on by other workflows and cannot be deleted',
    /Other flows wait for this one: .*enos_flows_save/,
    () => fixture.failure('enos_flows_delete', flowOf('succeeds')),
  ],
  [
    62105,
    'Your account has been locked',
    /ask an administrator/,
    () => fixture.as({ account: locked }).failure('enos_flows_save', saved()),
  ],
  [
    62109,
    'Internal server exception',
    /Try again in a moment.*Tried 5 times/,
    told('enos_time_get_zone', () => ({}), 62109, 'Internal server exception', 5),
  ],
  [
    62109,
    'No log found',
    /look at its status with enos_task_instances_get/,
    async () => {
      const args = { ...flowOf('succeeds'), ...moment };
      fixture.clock.pass(60_000);
      const { flowInstanceId } = await fixture.answer('enos_flows_trigger', args);
      const [, stamp] = String(flowInstanceId).split('-');
      const taskInstId = `${fixture.flows.succeeds.settings.tasks[2]?.taskId}-${stamp}`;
      return fixture.failure('enos_task_instances_get_log', { taskInstId });
    },
  ],
  [
    62109,
    'Failed to create workflow',
    /Look with enos_flows_search whether the flow is there/,
    () => {
      fixture.reply('enos_flows_import', { code: 62109, msg: 'Failed to create workflow' });
      return imported({});
    },
  ],
];

describe('a refusal of EnOS', () => {
  it.each(rows)('%i "%s" says what to do', async (code, says, does, provoke) => {
    const text = await provoke();
    expect(text).toContain(`EnOS answered ${code}: ${says}.`);
    expect(text).toMatch(does);
    expect(fixture.sandbox.faults.pending()).toBe(0);
  });

  it('is spared to whom sorts by what cannot be sorted by', async () => {
    const before = fixture.sent.length;
    const pagination = { sorters: [{ field: 'triggerTime' }] };
    const text = await fixture.failure('enos_flows_search', { pagination });
    expect(text).toMatch(/nothing was sent.*"createTime", "updateTime", "startTime"/s);
    expect(fixture.sent.length).toBe(before);
  });
});

const keys = /Check ENOS_ACCESS_KEY and ENOS_SECRET_KEY/;

describe('a refused sign-in', () => {
  const asked = (who: EnosToolFixture) => who.failure('enos_time_get_zone', {});

  it.each([
    [1002, 'appKey does not exist', { accessKey: 'unknown', secretKey: 'of no use' }],
    [1003, 'encryption is invalid', { accessKey: '', secretKey: 'wrong' }],
  ])('%i "%s" names what to check', async (code, says, given) => {
    const { accessKey } = fixture.sandbox.enos.access;
    const credentials = { ...given, accessKey: given.accessKey || accessKey };
    const text = await asked(fixture.as({ credentials }));
    expect(text).toContain(`EnOS answered ${code}: sign-in failed: ${says}.`);
    expect(text).toMatch(keys);
    expect(text).toContain('The same call will fail again until the credentials are right.');
    expect(text).not.toContain(credentials.secretKey);
  });

  it.each([
    [1001, 5, /Two sign-ins at the very same time: try again/],
    [1004, 1, keys],
    [1005, 5, /Try again in a moment/],
    [1202, 1, keys],
    [1203, 1, keys],
    [1204, 1, /Try again in a moment/],
  ])('%i, answered %i times, says what to do', async (status, times, does) => {
    fixture.signInReply({ status, msg: 'no', business: 'apim-token-service' }, times);
    const text = await asked(fixture.as({}));
    expect(text).toContain(`EnOS answered ${status}: sign-in failed: no.`);
    expect(text).toMatch(does);
    expect(fixture.sandbox.faults.pending()).toBe(0);
  });

  it.each([1001, 1005])('%i that passes is not told', async (status) => {
    fixture.signInReply({ status, msg: 'no' });
    expect(await fixture.as({}).answer('enos_time_get_zone', {})).toEqual({ timezone: 'GMT+8' });
  });

  it.each([1203, 1204])('%i in place of another token leads to a new one', async (status) => {
    const client = fixture.as({});
    fixture.clock.pass(7_200_000);
    await client.answer('enos_time_get_zone', {});
    fixture.clock.pass(7_000_000);
    fixture.signInReply({ status, msg: 'no' });
    expect(await client.answer('enos_time_get_zone', {})).toEqual({ timezone: 'GMT+8' });
    expect(fixture.sandbox.faults.pending()).toBe(0);
  });

  it.each([
    ['ENOS_ACCESS_KEY and ENOS_SECRET_KEY', { credentials: { accessKey: '', secretKey: '' } }],
    ['ENOS_SECRET_KEY', { credentials: { accessKey: 'a', secretKey: '' } }],
    ['ENOS_USER_ID', { account: { userId: undefined, orgId: 'o1' } }],
    ['ENOS_ORG_ID', { account: { userId: 'u1', orgId: undefined } }],
  ])('for want of %s sends nothing', async (variable, options) => {
    const client = fixture.as(options);
    const text = await client.failure('enos_flows_search', {});
    expect(text).toMatch(new RegExp(`${variable}.*Nothing was sent.*EnOS console`, 's'));
    expect(client.sent).toEqual([]);
  });
});

describe('a refusal of the gateway', () => {
  it.each([
    [400, 1, /could not read the request/],
    [403, 1, /allow-list of the API/],
    [404, 1, /ENOS_APIGW_URL/],
    [413, 1, /Send less at once/],
    [429, 5, /Wait a moment/],
    [500, 5, /Try again in a moment/],
    [503, 5, /Try again in a moment/],
  ])('with HTTP %i, answered %i times, says what to do', async (status, times, does) => {
    fixture.reply('enos_time_get_zone', { message: 'no' }, status, times);
    const text = await fixture.failure('enos_time_get_zone', {});
    expect(text).toContain(`EnOS answered HTTP ${status}: no.`);
    expect(text).toMatch(does);
    expect(fixture.sandbox.faults.pending()).toBe(0);
  });
});
