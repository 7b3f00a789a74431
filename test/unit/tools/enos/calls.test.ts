import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effects } from '../../../../src/core/effect.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { enosCatalogue } from '../../../../src/endpoints/catalogue.js';
import { published } from '../../../support/toolbox.js';
import { type EnosName, EnosToolFixture, enosNames } from './fixtures/enos-fixture.js';

let fixture: EnosToolFixture;

beforeEach(async () => {
  fixture = await EnosToolFixture.start();
});
afterEach(() => fixture.sandbox.close());

const flowOf = (which: keyof EnosToolFixture['flows']) => ({ flowId: fixture.flows[which].flowId });
const moment = { triggerTime: '2026-11-21T09:00:00+08:00' };

const lastBody = () => JSON.parse(String(fixture.sent.at(-1)?.body));

describe('parameters of a run', () => {
  const list = [
    { key: 'SITE', value: 'north' },
    { key: 'OUTPUT', value: '7' },
  ];

  it.each([
    ['a map', { SITE: 'north', OUTPUT: 7 }],
    ['a list', list],
    ['JSON text', JSON.stringify(list)],
  ])('given as %s travel as the list, and are for that run only', async (_, parameters) => {
    const args = { ...flowOf('succeeds'), ...moment, parameters };
    await fixture.answer('enos_flows_update_and_trigger', args);
    expect(lastBody()).toEqual({
      ...flowOf('succeeds'),
      triggerTime: 1_795_222_800_000,
      parameters: list,
    });
    expect(fixture.sandbox.enos.enos.instances.at(-1)?.settings.parameters).toEqual(list);
    expect(fixture.flows.succeeds.settings.parameters).not.toEqual(list);
  });
});

describe('what EnOS writes as text', () => {
  it('is read: parameters, the graph, and the parameters in it', async () => {
    const { parameters, graph } = await fixture.answer('enos_flows_get', flowOf('succeeds'));
    const stored = fixture.flows.succeeds.settings.parameters;
    expect(parameters).toEqual(stored);
    expect(graph).toMatchObject({ parameters: stored, relations: [{ rerun: false }, {}] });
  });

  it('is read in each run of a search', async () => {
    const { items } = await fixture.answer('enos_flow_instances_search', {
      type: 0,
      fromTriggerTime: 0,
      toTriggerTime: '2027-01-01T00:00:00Z',
      raw: true,
    });
    const runs = items as JsonObject[];
    expect(runs).toHaveLength(2);
    for (const { parameters, graph } of runs) {
      expect(parameters).toBeInstanceOf(Array);
      expect(graph).toMatchObject({ parameters });
    }
  });

  it('stays as it is where it is no JSON', async () => {
    const data = { flowId: 1, flowName: 'a', parameters: 'a=b', graph: '' };
    fixture.reply('enos_flows_get', { code: 0, msg: 'OK', data });
    expect(await fixture.answer('enos_flows_get', { flowId: 1 })).toMatchObject({
      parameters: 'a=b',
    });
  });
});

describe('an id beyond 2^53', () => {
  const big = '9007199254740993';

  it('is sent digit by digit, in the query and in the body', async () => {
    await fixture.run('enos_flows_get', { flowId: big });
    expect(fixture.sent[0]?.url).toContain(`flowId=${big}&`);
    // Only what is changed is looked up first, and this flow cannot be.
    fixture.reply('enos_flows_search', { code: 62103, msg: 'User has no privilege' });
    await fixture.run('enos_flows_enable', { flowId: big });
    expect(fixture.sent.map(({ body }) => body)).toContain(`{"flowId":"${big}"}`);
  });

  it('is read digit by digit, also within texts', async () => {
    const graph = JSON.stringify(`{"tasks":[{"taskId":${big}}]}`);
    const data = `{"flowId":${big},"flowName":"a","graph":${graph}}`;
    fixture.reply('enos_flows_get', `{"code":0,"msg":"OK","data":${data}}`);
    expect(await fixture.answer('enos_flows_get', { flowId: big })).toEqual({
      flowId: big,
      flowName: 'a',
      graph: { tasks: [{ taskId: big }] },
    });
  });
});

describe('a call', () => {
  const tokenOf = (index: number) => fixture.sent.at(index)?.headers['apim-accesstoken'];

  it('that the gateway refuses with 401 is signed once more with another token', async () => {
    fixture.reply('enos_time_get_zone', { message: 'Invalid authentication credentials' }, 401);
    expect(await fixture.answer('enos_time_get_zone', {})).toEqual({ timezone: 'GMT+8' });
    expect(fixture.sent).toHaveLength(2);
    expect(tokenOf(1)).not.toBe(tokenOf(0));
  });

  it('whose token another process traded in goes on with a new one', async () => {
    await fixture.answer('enos_time_get_zone', {});
    const other = fixture.as({});
    fixture.reply('enos_time_get_current', {}, 401);
    await other.answer('enos_time_get_current', {});
    await fixture.answer('enos_flows_export', flowOf('succeeds'));
    expect(fixture.sent.map(({ url }) => new URL(url).searchParams.get('action'))).toEqual([
      'getTimeZone',
      'export',
      'export',
    ]);
  });

  it('that is refused with 401 again names what to check', async () => {
    fixture.reply('enos_time_get_zone', { message: 'Invalid authentication credentials' }, 401, 9);
    const text = await fixture.failure('enos_time_get_zone', {});
    expect(text).toMatch(/HTTP 401: Invalid authentication credentials.*ENOS_SECRET_KEY/s);
    expect(fixture.sent).toHaveLength(2);
  });

  it.each([
    ['before it took effect', false],
    ['after it took effect', true],
  ])('that reads goes again when its connection breaks %s', async (_, applied) => {
    fixture.fault({ kind: 'reset', endpoint: 'enos_flows_get', applied });
    const { flowName, notes } = await fixture.answer('enos_flows_get', flowOf('succeeds'));
    expect(flowName).toBe('daily_power_report');
    expect(String(notes)).toMatch(/sent again after the connection was closed/);
  });

  it.each([
    ['before it took effect', false, 1],
    ['after it took effect', true, 2],
  ])('that triggers goes once, though its connection breaks %s', async (_, applied, runs) => {
    fixture.fault({ kind: 'reset', endpoint: 'enos_flows_trigger', applied });
    const args = { ...flowOf('succeeds'), ...moment };
    const text = await fixture.failure('enos_flows_trigger', args);
    expect(text).toContain('It may have been applied');
    expect(fixture.sent.filter(({ url }) => url.includes('action=trigger'))).toHaveLength(1);
    const { enos, flows } = fixture.sandbox.enos;
    expect(enos.instances.filter(({ flow }) => flow === flows.succeeds)).toHaveLength(runs);
  });
});

describe('a tool that changes something', () => {
  const isWriter = (name: EnosName) => effects[enosCatalogue[name].effect].writes;
  const writers = enosNames.filter(isWriter);
  const writes = () => fixture.calls.filter((name) => writers.some((writer) => writer === name));
  const args: Partial<Record<EnosName, object>> = {
    enos_flows_save: { id: 'daily_power_report', desc: 'x' },
    enos_flows_import: { flowName: 'a', desc: '', dirId: '归档', flowJson: {} },
    enos_flows_trigger: { flowId: 'daily_power_report', ...moment },
    enos_flows_update_and_trigger: { flowId: 'daily_power_report', ...moment, parameters: {} },
    enos_flows_trigger_from_task: { flowId: 'daily_power_report', taskId: 'load', ...moment },
    enos_flow_instances_cancel: { flowInstId: '1-20261121090000' },
    enos_directories_create: { parentId: '归档', dirName: 'd' },
  };

  it.each(writers)('%s sends nothing in a dry run', async (name) => {
    const given = { ...(args[name] ?? flowOf('succeeds')), dry_run: true };
    expect(await fixture.answer(name, given)).toMatchObject({
      dry_run: true,
      requests: 1,
      would_send: { query: enosCatalogue[name].constantQuery },
    });
    expect(writes()).toEqual([]);
  });

  it('warns of a deletion, though it is a GET', () => {
    const tool = published.find(({ listed }) => listed.name === 'enos_flows_delete');
    expect(enosCatalogue.enos_flows_delete.route).toMatch(/^GET /);
    expect(tool).toMatchObject({
      effect: 'delete',
      listed: { annotations: { readOnlyHint: false, destructiveHint: true } },
    });
  });
});

describe('a deletion whose answer was lost', () => {
  const deleted = () => fixture.run('enos_flows_delete', flowOf('reliesOnOther'));
  const isThere = () => fixture.sandbox.enos.enos.flows.has(fixture.flows.reliesOnOther.flowId);
  const lost = { kind: 'reset', endpoint: 'enos_flows_delete', applied: true } as const;

  it('is told as done, once the flow is found to be gone among all that are like it', async () => {
    const { succeeds, reliesOnOther } = fixture.flows;
    succeeds.settings = { ...succeeds.settings, name: `after ${reliesOnOther.flowId}` };
    fixture.fault(lost);
    const { structured, isError } = await deleted();
    expect({ structured, isError }).toEqual({
      isError: false,
      structured: {
        deleted: true,
        flowName: reliesOnOther.settings.name,
        notes: [
          expect.stringContaining('sent again'),
          'the answer was lost, and may have said no; the flow is not there any more',
        ],
      },
    });
    expect(isThere()).toBe(false);
  });

  it('and that took no effect the first time is done the second time', async () => {
    fixture.fault({ ...lost, applied: false });
    expect(await deleted()).toMatchObject({ isError: false, structured: { deleted: true } });
    expect(isThere()).toBe(false);
    expect(fixture.calls.filter((name) => name === 'enos_flows_delete')).toHaveLength(2);
  });

  it('is not told as done while the flow is there', async () => {
    fixture.fault({ ...lost, applied: false, times: 5 });
    const { text, isError } = await deleted();
    expect(isError).toBe(true);
    expect(text).toContain('It may have been applied');
    expect(isThere()).toBe(true);
  });

  it('stays in doubt where nobody can look', async () => {
    fixture.fault(lost);
    fixture.reply('enos_flows_search', { code: 62103, msg: 'User has no privilege' }, 200, 2);
    const { text, isError } = await deleted();
    expect(isError).toBe(true);
    expect(text).toMatch(/62102: Incorrect parameter.*It may have been applied/s);
  });

  it('is no excuse for an id that was wrong from the start', async () => {
    const text = await fixture.failure('enos_flows_delete', { flowId: 1 });
    expect(text).toContain('flowId is "1", and there is no flow of that id or name');
    expect(text).toContain('daily_power_report (');
    expect(fixture.calls).not.toContain('enos_flows_delete');
  });
});
