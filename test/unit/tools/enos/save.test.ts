import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnosOptions } from '../../../../src/sandbox/enos/options.js';
import { EnosToolFixture } from './fixtures/enos-fixture.js';

let fixture: EnosToolFixture;

beforeEach(async () => {
  fixture = await EnosToolFixture.start();
});
afterEach(() => fixture.sandbox.close());

const tool = 'enos_flows_save';
const id = 'daily_power_report';
const settings = () => fixture.flows.succeeds.settings;
const saves = () => fixture.calls.filter((name) => name === tool).length;
const save = (more: object) => fixture.answer(tool, { id, ...more });
const rowsOf = async (more: object) => {
  const { changes } = await save(more);
  return (changes as { rows: unknown[] } | undefined)?.rows;
};

/** The vendor's own call, whole. */
const whole = {
  ...{ type: 0, name: id, freq: '0 0 2 * * ? *', cycle: 'D', alertMode: 1, doAs: 'data_power' },
  ...{ owners: 'wang.min', visitors: [], startTime: '2026-10-22', active: 0 },
};

describe('what a save does not name', () => {
  it.each(['clear', 'keep'] as const)(
    'stays, tasks and their order included, where the vendor would %s it',
    async (saveOmitted: EnosOptions['saveOmitted']) => {
      await fixture.sandbox.close();
      fixture = await EnosToolFixture.start({ enosOptions: { saveOmitted } });
      const before = settings();
      expect(await rowsOf({ desc: '新说明', cycle: 'W' })).toEqual([
        ['cycle', 'D', 'W'],
        ['desc', before.desc, '新说明'],
      ]);
      expect(settings()).toEqual({ ...before, desc: '新说明', cycle: 'W' });
      expect(before.tasks).toHaveLength(3);
    },
  );

  it('is lost with replace: true alone, which sends the call as it is given', async () => {
    const { notes } = await save({ ...whole, replace: true });
    expect(String(notes)).toMatch(/replace: .*parameters, desc, queue, tasks, flows, relations/);
    expect(fixture.calls.at(-1)).toBe(tool);
    expect(settings()).toMatchObject({ tasks: [], parameters: [], owners: ['wang.min'] });
  });

  it('is asked for with replace: true', async () => {
    const text = await fixture.failure(tool, { id, replace: true, desc: 'x' });
    expect(text).toMatch(/type is required with replace: true.*owners is required/s);
    expect(saves()).toBe(0);
  });

  it('stops the save where it cannot be read, and the answer says so', async () => {
    fixture.reply('enos_flows_load_for_edit', { code: 62103, msg: 'User has no privilege' });
    const text = await fixture.failure(tool, { id, desc: 'x' });
    expect(text).toContain('the flow could not be read, so nothing was saved');
    expect(saves()).toBe(0);
  });

  it.each([
    ['graph', { parameters: '[]', graph: 'unreadable' }],
    ['parameters', { parameters: 'A=1', graph: '{}' }],
  ])('stops the save where its %s cannot be read', async (part, reply) => {
    const data = { flowId: 3377, flowName: id, owner: ';wang.min;', ...reply };
    fixture.reply('enos_flows_load_for_edit', { code: 0, msg: 'OK', data });
    const text = await fixture.failure(tool, { id, desc: 'x' });
    expect(text).toContain(`is a flow whose ${part} cannot be read`);
    expect(saves()).toBe(0);
  });

  it('can come as null or as a text that means nothing', async () => {
    const absent = { name: '', freq: '', cycle: '', startTime: '', owners: null, tasks: null };
    expect(await rowsOf({ ...absent, desc: 'x' })).toEqual([['desc', expect.anything(), 'x']]);
  });

  it('can be named as replies name it', async () => {
    const { flowId, flowName, owner, visitor } = await fixture.answer('enos_flows_get', {
      flowId: id,
    });
    const args = { flowId, flowName, owner, visitor, tasks: { taskName: 'load', y: 1 } };
    const { changes } = await fixture.answer(tool, args);
    expect(changes).toMatchObject({ rows: [['tasks.load.y', 0.014, 1]] });
    const twice = await fixture.failure(tool, { id, flowId, desc: 'x' });
    expect(twice).toContain('flowId is not an argument here');
  });

  it('is all there is where nothing changes: nothing is sent', async () => {
    expect(await save({ desc: settings().desc, owners: { add: ['wang.min'] } })).toEqual({
      flowId: 3377,
      notes: ['the flow has these values already: nothing was sent'],
    });
    expect(saves()).toBe(0);
  });
});

describe('owners and visitors', () => {
  it.each([
    ['a text', 'a;b', ['a', 'b']],
    ['a list', ['a;b', 'c'], ['a', 'b', 'c']],
    ['an addition', { add: ['a; b'] }, ['wang.min', 'sun.lei', 'a', 'b']],
  ])('are several where %s joins them as the vendor does', async (_, owners, now) => {
    expect(await rowsOf({ owners })).toEqual([['owners', ['wang.min', 'sun.lei'], now]]);
    expect(settings().owners).toEqual(now);
  });

  it('are added and removed one by one, or given as a whole', async () => {
    expect(await rowsOf({ owners: { add: ['li.na'], remove: ['sun.lei'] } })).toEqual([
      ['owners', ['wang.min', 'sun.lei'], ['wang.min', 'li.na']],
    ]);
    expect(await rowsOf({ owners: ['wang.min'], visitors: 'a;b' })).toEqual([
      ['owners', ['wang.min', 'li.na'], ['wang.min']],
      ['visitors', ['zhou.tao'], ['a', 'b']],
    ]);
    expect(await rowsOf({ visitors: { add: 'c' } })).toEqual([
      ['visitors', ['a', 'b'], ['a', 'b', 'c']],
    ]);
  });

  it('are both kept when two are added at once', async () => {
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name) => save({ owners: { add: [name] } })));
    expect([...settings().owners].sort()).toEqual([...names, 'sun.lei', 'wang.min']);
  });

  it('that are not there to be removed are told', async () => {
    const { notes } = await save({ visitors: { remove: ['Zhou.Tao'] } });
    expect(String(notes)).toContain('visitors: "Zhou.Tao" was not in it');
    expect(settings().visitors).toEqual(['zhou.tao']);
  });

  it('leave somebody who owns the flow', async () => {
    const owners = { remove: ['wang.min', 'sun.lei'] };
    expect(await fixture.failure(tool, { id, owners })).toContain('owners would leave nobody');
    expect(saves()).toBe(0);
  });
});

describe('parameters of a flow', () => {
  it('are changed one by one, and removed by remove alone', async () => {
    expect(await rowsOf({ parameters: { SITE: 'bj', NEW: 1 } })).toEqual([
      ['parameters.SITE', 'all', 'bj'],
      ['parameters.NEW', null, '1'],
    ]);
    expect(await rowsOf({ remove: { parameters: 'SITE' } })).toEqual([
      ['parameters.SITE', 'bj', null],
    ]);
    expect(settings().parameters.map(({ key }) => key)).toEqual(['OUTPUT', 'NEW']);
  });

  it('are not set and removed in one call', async () => {
    const args = { id, parameters: { SITE: 'bj' }, remove: { parameters: ['SITE'] } };
    expect(await fixture.failure(tool, args)).toContain('remove.parameters[0] is a parameter that');
  });
});

describe('tasks of a flow', () => {
  it('are changed by name or id, and those that are not named stay', async () => {
    expect(
      await rowsOf({
        tasks: [
          { taskName: 'extract', x: 0.5 },
          { taskId: 104_445, taskName: 'load_all' },
        ],
      }),
    ).toEqual([
      ['tasks.extract.x', 0.002, 0.5],
      ['tasks.load.taskName', 'load', 'load_all'],
    ]);
    expect(settings().tasks.map(({ name }) => name)).toEqual(['extract', 'transform', 'load_all']);
  });

  it('that are unknown are refused with those that there are', async () => {
    const text = await fixture.failure(tool, { id, tasks: [{ taskName: 'extrat', x: 1 }] });
    expect(text).toMatch(/tasks\[0\]\.taskName is "extrat".*Did you mean extract\?/);
    expect(saves()).toBe(0);
  });

  it('are arranged only: what a save would drop is refused', async () => {
    const text = await fixture.failure(tool, { id, tasks: [{ taskName: 'extract', cmd: 'ls' }] });
    expect(text).toMatch(/tasks\[0\]\.cmd is not stored in the graph of a flow.*taskId, taskName/);
    const relations = [{ source: 'extract', target: 'load', gap: 'D1' }];
    expect(await fixture.failure(tool, { id, relations })).toContain(
      'relations[0].gap is not stored',
    );
    expect(saves()).toBe(0);
  });

  it('go by remove alone, and their relations with them', async () => {
    const { notes } = await save({ remove: { tasks: ['transform', 'laod'] } });
    expect(settings().tasks.map(({ name }) => name)).toEqual(['extract', 'load']);
    expect(settings().relations).toEqual([]);
    expect(String(notes)).toContain('"laod" is not in the flow');
    expect(String(notes)).toContain('Did you mean load?');
    expect(String(notes)).toContain('relations of what was removed went with it: 2');
  });

  it('wait for each other, and for other flows, by name', async () => {
    const rows = await rowsOf({
      flows: [{ flowId: 'meter_data_import' }],
      relations: [
        { source: 'extract', target: 'load' },
        { source: 'meter_data_import', target: 'extract' },
      ],
    });
    expect(rows?.map((row) => (row as string[])[0])).toEqual([
      'flows.meter_data_import',
      'relations.extract → load',
      'relations.meter_data_import → extract',
    ]);
    expect(settings().links).toEqual([expect.objectContaining({ flowId: 3378 })]);
    expect(settings().relations).toHaveLength(4);
    await save({ remove: { flows: 3378, relations: { source: 'extract', target: 'load' } } });
    expect(settings().links).toEqual([]);
    expect(settings().relations).toHaveLength(2);
  });
});

describe('a code', () => {
  it('can be its word', async () => {
    expect(await rowsOf({ type: 'periodic', alertMode: 'none', active: 'Scheduled' })).toEqual([
      ['type', 0, 1],
      ['alertMode', 1, 0],
      ['active', 0, 1],
    ]);
    expect(await rowsOf({ active: false })).toEqual([['active', 1, 0]]);
    expect(await fixture.failure(tool, { id, type: 'weekly' })).toContain('type was "weekly"');
  });
});

describe('a schedule', () => {
  it.each([
    ['a cron of letters', { freq: 'every day at eight' }],
    ['a cron of letters in seven fields', { freq: 'a b c d e f g' }],
    ['a minute that there is not', { freq: '61 * * * * ? *' }],
    ['a first day that there is not', { startTime: '2026-13-45' }],
    ['a first day before the calendar ends', { startTime: '2026-02-30' }],
  ])('with %s is refused before anything is sent', async (_, more) => {
    expect(await fixture.failure(tool, { id, ...more })).toContain(Object.keys(more)[0]);
    const { structured } = await fixture.run('enos_flows_export', { flowId: 3377 });
    const flowJson = { ...structured, cron: 'a b c d e f g' };
    const args = { flowName: 'a', desc: '', dirId: '归档', flowJson };
    expect(await fixture.failure('enos_flows_import', args)).toContain('flowJson.cron');
    expect(fixture.calls).toEqual(['enos_flows_export']);
  });
});

describe('a flow', () => {
  it('that is enabled or disabled shows what it was', async () => {
    const rows = async (name: 'enos_flows_enable' | 'enos_flows_disable') =>
      (await fixture.answer(name, { flowId: id }))['changes'];
    expect(await rows('enos_flows_enable')).toMatchObject({ rows: [['active', 0, 1]] });
    expect(await rows('enos_flows_disable')).toMatchObject({ rows: [['active', 1, 0]] });
    expect(await fixture.answer('enos_flows_disable', { flowId: id })).toEqual({
      updated: true,
      flowName: expect.any(String),
      notes: ['the flow was disabled already'],
    });
  });

  it('that is imported under another id than the wished one says so', async () => {
    const { structured } = await fixture.run('enos_flows_export', { flowId: 3379 });
    const args = { flowName: 'copy', desc: '', dirId: '归档', flowJson: structured, flowId: 3377 };
    const { flowId, notes } = await fixture.answer('enos_flows_import', args);
    expect(notes).toEqual([`the id 3377 is taken; the new flow is ${flowId}`]);
  });

  it('is switched without a look at what it was where answers are short', async () => {
    await fixture.sandbox.close();
    fixture = await EnosToolFixture.start({ answers: 'short' });
    const done = await fixture.answer('enos_flows_enable', { flowId: 3377 });
    expect(done).toEqual({ updated: true, flowName: 'daily_power_report' });
    expect(fixture.calls).toEqual(['enos_flows_search', 'enos_flows_enable']);
    expect(await save({ desc: 'x' })).toEqual({ flowId: 3377 });
  });
});
