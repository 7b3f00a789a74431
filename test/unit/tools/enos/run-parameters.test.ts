import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnosOptions } from '../../../../src/sandbox/enos/options.js';
import { EnosToolFixture } from './fixtures/enos-fixture.js';

let fixture: EnosToolFixture;

beforeEach(async () => {
  fixture = await EnosToolFixture.start();
});
afterEach(() => fixture.sandbox.close());

const tool = 'enos_flows_update_and_trigger';
const call = {
  flowId: 'daily_power_report',
  triggerTime: '2026-11-21T09:00:00+08:00',
  parameters: { SITE: 'bj' },
};

/** The parameters of the last run. */
const ran = () => {
  const { parameters } = fixture.sandbox.enos.enos.instances.at(-1)!.settings;
  return Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
};
const triggers = () => fixture.calls.filter((name) => name === tool).length;

describe('parameters that a trigger does not name', () => {
  it.each(['replace', 'merge'] as const)(
    'keep their stored values where the vendor would %s them',
    async (runParameters: EnosOptions['runParameters']) => {
      await fixture.sandbox.close();
      fixture = await EnosToolFixture.start({ enosOptions: { runParameters } });
      const { changes, notes } = await fixture.answer(tool, call);
      expect(ran()).toEqual({ SITE: 'bj', OUTPUT: '/reports/daily' });
      expect(changes).toEqual({ columns: ['field', 'old', 'new'], rows: [['SITE', 'all', 'bj']] });
      expect(String(notes)).toContain(
        'for this run only; the flow keeps its own; as stored: OUTPUT',
      );
      expect(fixture.flows.succeeds.settings.parameters[0]).toEqual({ key: 'SITE', value: 'all' });
    },
  );

  it('are left out with only_given, and the answer shows it', async () => {
    const { changes } = await fixture.answer(tool, { ...call, only_given: true });
    expect(ran()).toEqual({ SITE: 'bj' });
    expect(changes).toMatchObject({
      rows: [
        ['SITE', 'all', 'bj'],
        ['OUTPUT', '/reports/daily', null],
      ],
    });
  });

  it('are shown in a dry run, which sends nothing', async () => {
    const { would_send } = await fixture.answer(tool, { ...call, dry_run: true });
    expect(would_send).toMatchObject({
      body: { parameters: [{ key: 'SITE' }, { key: 'OUTPUT' }] },
    });
    expect(triggers()).toBe(0);
  });

  it('that cannot be read stop the trigger, and the answer says so', async () => {
    fixture.reply('enos_flows_get', { code: 62103, msg: 'User has no privilege' });
    const text = await fixture.failure(tool, { ...call, flowId: 3377 });
    expect(text).toContain('the stored parameters of the flow could not be read');
    expect(text).toContain('only_given: true triggers it without them');
    expect(triggers()).toBe(0);
  });

  it('that are neither a list nor a map stop the trigger', async () => {
    const data = {
      flowId: 3377,
      flowName: 'daily_power_report',
      parameters: 'SITE=all',
      graph: '',
    };
    fixture.reply('enos_flows_get', { code: 0, msg: 'OK', data });
    const text = await fixture.failure(tool, { ...call, flowId: 3377 });
    expect(text).toMatch(/parameters cannot be laid over the stored ones.*only_given: true/);
    expect(triggers()).toBe(0);
  });

  it('are not needed by only_given, which runs without the read', async () => {
    fixture.reply('enos_flows_get', { code: 62103, msg: 'User has no privilege' });
    await fixture.answer(tool, { ...call, flowId: 3377, only_given: true });
    expect(ran()).toEqual({ SITE: 'bj' });
  });
});

describe('a parameter that the flow does not have', () => {
  it('is sent with a note that lists those it has, the nearest first', async () => {
    const { notes } = await fixture.answer(tool, { ...call, parameters: { OUTPT: '/tmp' } });
    expect(String(notes)).toMatch(
      /"OUTPT" is no stored parameter and no command uses it.*Did you mean OUTPUT\? Known: OUTPUT, SITE/,
    );
    expect(ran()).toMatchObject({ OUTPT: '/tmp', OUTPUT: '/reports/daily' });
  });

  it.each(['$REGION', `\${REGION}`])('needs no note where a command uses %s', async (used) => {
    const { settings } = fixture.flows.succeeds;
    const [first, ...others] = settings.tasks;
    const tasks = [{ ...first!, cmd: `echo ${used}` }, ...others];
    fixture.flows.succeeds.settings = { ...settings, tasks };
    const { notes } = await fixture.answer(tool, { ...call, parameters: { REGION: 'east' } });
    expect(String(notes)).not.toContain('REGION');
  });

  it('is told as unknown where commands cannot be seen', async () => {
    fixture.reply('enos_flows_export', { code: 62103, msg: 'User has no privilege' });
    const { notes } = await fixture.answer(tool, { ...call, parameters: { site: 'bj' } });
    expect(String(notes)).toMatch(/"site" is no stored parameter; .*Did you mean SITE\?/);
  });

  it('named twice is refused', async () => {
    const parameters = [
      { key: 'SITE', value: 'bj' },
      { key: 'SITE', value: 'sh' },
    ];
    expect(await fixture.failure(tool, { ...call, parameters })).toContain('each key once');
    expect(fixture.calls).toEqual([]);
  });
});
