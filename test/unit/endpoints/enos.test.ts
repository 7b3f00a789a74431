import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/core/endpoint.js';
import { InputError } from '../../../src/core/errors.js';
import { enosFlows } from '../../../src/endpoints/enos/flows.js';
import { enosFlowInstances, enosTaskInstances } from '../../../src/endpoints/enos/runs.js';

import { inputSchema } from '../../../src/tools/answer/schema.js';
import { publishedInput } from '../../../src/tools/catalog/published-schema.js';
import { parseInput } from '../../../src/tools/input/parse.js';

const endpoints = { ...enosFlows, ...enosFlowInstances, ...enosTaskInstances };
type Name = keyof typeof endpoints;

/** The arguments as they would be sent. */
function sent(name: Name, args: object) {
  return parseInput(inputSchema(endpoints[name]), args).args;
}

const refusalOf = (name: Name, args: object) => {
  try {
    sent(name, args);
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};

/** What is allowed in place of the first fault. */
const allowedOf = (name: Name, args: object) => {
  try {
    sent(name, args);
  } catch (error) {
    return error instanceof InputError ? error.issues[0]?.allowed : undefined;
  }
  return undefined;
};

describe('a flow id', () => {
  it.each([
    [3377, 3377],
    ['3377', 3377],
    ['9007199254740993', '9007199254740993'],
  ])('written %j is sent as %j', (flowId, expected) => {
    expect(sent('enos_flows_get', { flowId })).toEqual({ flowId: expected });
  });

  it('can be the name of the flow until it is resolved', () => {
    expect(sent('enos_flows_get', { flowId: ' daily ' })).toEqual({ flowId: 'daily' });
    expect(sent('enos_flows_get', { flowId: '1e3' })).toEqual({ flowId: '1e3' });
  });

  it.each(['', ' ', 1.5, 2 ** 53])('is not %j', (flowId) => {
    expect(refusalOf('enos_flows_get', { flowId })).toContain('flowId');
  });
});

describe('a trigger time', () => {
  it.each([
    [1_574_385_824_000, 1_574_385_824_000],
    ['1574385824000', 1_574_385_824_000],
    ['2019-11-22T09:23:44+08:00', 1_574_385_824_000],
    ['2019-11-22T01:23:44Z', 1_574_385_824_000],
    ['946684800000', 946_684_800_000],
  ])('written %j is sent in milliseconds', (triggerTime, expected) => {
    const args = { flowId: 3377, triggerTime };
    expect(sent('enos_flows_trigger', args)).toEqual({ flowId: 3377, triggerTime: expected });
  });

  it.each([
    0,
    '1970-01-01T00:00:00Z',
    946_684_799_999,
    1_574_385_824,
    '2019-11-22T09:23:44',
    'tomorrow',
    '2019-13-45T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T09:00:00+25:00',
    '2026-11-22T09:00:00 Asia/Beijing',
  ])('is not %j, which would be another time than was meant', (triggerTime) => {
    expect(refusalOf('enos_flows_trigger', { flowId: 3377, triggerTime })).toContain('triggerTime');
  });
});

describe('parameters of a run', () => {
  const list = [
    { key: 'REPLACE', value: 'ddee' },
    { key: 'COUNT', value: '3' },
    { key: 'FORCE', value: 'true' },
  ];

  it.each([
    [
      'a list',
      [
        { key: 'REPLACE', value: 'ddee' },
        { key: 'COUNT', value: 3 },
        { key: 'FORCE', value: true },
      ],
    ],
    ['a map', { REPLACE: 'ddee', COUNT: 3, FORCE: true }],
    ['the JSON text of a list', JSON.stringify(list)],
    ['the JSON text of a map', '{"REPLACE":"ddee","COUNT":3,"FORCE":true}'],
  ])('given as %s are sent as a list of texts', (_, parameters) => {
    const args = { flowId: 3377, triggerTime: '2026-11-21T00:00:00Z', parameters };
    expect(sent('enos_flows_update_and_trigger', args)['parameters']).toEqual(list);
  });

  it.each([
    ['no list and no map', 'REPLACE=ddee'],
    ['a value that is no text', { REPLACE: { a: 1 } }],
    ['a nameless one', [{ key: '', value: 'x' }]],
    ['nothing', undefined],
  ])('are not %s', (_, parameters) => {
    const args = { flowId: 3377, triggerTime: '2026-11-21T00:00:00Z', parameters };
    expect(refusalOf('enos_flows_update_and_trigger', args)).toContain('parameters');
  });
});

describe('a schedule', () => {
  const flow = {
    ...{ id: 1, type: 1, name: 'a', cycle: 'D', alertMode: 0, doAs: 'a', owners: 'a' },
    ...{ visitors: 'b', startTime: '2026-11-21', active: 0 },
  };
  const refusal = (more: object) => refusalOf('enos_flows_save', { ...flow, ...more });

  it.each([
    '0 0 8 * * ? *',
    '0 0/5 9-17 ? JAN-MAR mon-fri 2026-2030',
    '0 0 22-2 * * ? *',
    '0 15 10 L * ? *',
    '0 15 10 15W,LW * ? *',
    '0 15 10 ? * 6L *',
    '0 15 10 ? * FRI#3 *',
    '*/10 * * * * ? *',
    '0 0 0 29 2 ? *',
    '0 0 0 29 2 ? 2027-2028',
    '0 0 0 29 2 ? 2027/4,2028',
    '0 0 0 30-2 2 ? *',
  ])('can be %s', (freq) => {
    expect(refusal({ freq })).toBe('accepted');
  });

  it.each([
    ['a b c d e f g', /second "A" is not 0-59/],
    ['61 * * * * ? *', /second "61" is not 0-59/],
    ['0 0 24 * * ? *', /hour "24" is not 0-23/],
    ['0 0 8 * 13 ? *', /month "13" is not 1-12/],
    ['0 0 8 ? * 0 *', /day of week "0" is not 1-7/],
    ['0 0/0 8 * * ? *', /minute "0\/0" has a step that is not 1-59/],
    ['0 0 8 * * ? 2030-2026', /year "2030-2026" is reversed/],
    ['0 0 8 31 2,4 ? *', /month 2,4 has no day 31/],
    ['0 0 8 30-31 2 ? *', /month 2 has no day 30-31/],
    ['0 0 8 29 2 ? 2027', /month 2 has no day 29 in 2027/],
    ['0 0 8 29 FEB ? 2100,2025-2027', /year "2100" is not 1970-2099/],
    ['0 0 8 29 FEB ? 2025-2027', /month FEB has no day 29 in 2025-2027/],
    ['*/10 * * * * * *', /exactly one of .* is \?, as in \*\/10 \* \* \* \* \? \*$/],
    ['0 0 8 ? * ? *', /exactly one of .* is \?, as in 0 0 8 \* \* \? \*$/],
    ['0 0 8 15 * * *', /as in 0 0 8 15 \* \? \*$/],
    ['0 0 8 * * MON *', /as in 0 0 8 \? \* MON \*$/],
    ['0 0 8 15 * MON *', /as in 0 0 8 15 \* \? \* or 0 0 8 \? \* MON \*$/],
    ['0 0 8 ? * 2,? *', /day of week "2,\?" has \? in a list/],
    ['0 ? 8 * * ? *', /minute "\?" is not 0-59/],
    ['0 0 8- * * ? *', /hour "8-" is not 0-23/],
    ['0 0 8, * * ? *', /hour "" is not 0-23/],
    ['0 8 * * *', /the 5 fields of crontab become 0 0 8 \* \* \? \*/],
    ['0 0 8 * * *', /with a year: 0 0 8 \* \* \? \*/],
    ['0 0 8 * * ?', /with a year: 0 0 8 \* \* \? \*/],
    ['每天八点', /7 fields \(second, minute, hour/],
  ])('cannot be %s', (freq, why) => {
    const text = refusalOf('enos_flows_save', { ...flow, freq });
    expect(text).toContain('freq');
    expect(allowedOf('enos_flows_save', { ...flow, freq })).toMatch(why);
  });

  it.each(['2026-13-45', '2026-02-30', '2026-2-3', '21/11/2026'])('cannot begin on %s', (day) => {
    const text = refusal({ freq: '0 0 8 * * ? *', startTime: day });
    expect(text).toContain('startTime');
  });
});

describe('statuses to search for', () => {
  const times = { type: 0, fromTriggerTime: 0, toTriggerTime: '2026-11-21T00:00:00Z' };
  const status = (given: unknown) =>
    sent('enos_flow_instances_search', { ...times, status: given })['status'];

  it('are names or numbers, and all where none is given', () => {
    expect(status('FAIL, timeout')).toBe('-1,7');
    expect(status(['SUCCESS', 2])).toBe('1,2');
    expect(status(-1)).toBe('-1');
    expect(sent('enos_flow_instances_search', times)).toMatchObject({
      status: '-1,0,1,2,3,4,5,6,7,8,9,10',
      owner: '',
      expression: '',
    });
  });

  it('are told when they are unknown', () => {
    const refusal = refusalOf('enos_flow_instances_search', { ...times, status: 'BROKEN' });
    expect(refusal).toContain('status');
  });
});

describe('what was read as JSON is written as text', () => {
  it('when a flow is saved', () => {
    const flow = {
      ...{ id: '2515', type: 1, name: 'fpostm', freq: '0 0 0 * * ? *', cycle: 'D', alertMode: 3 },
      ...{ doAs: 'data', owners: ['a', 'b'], visitors: ';c;', startTime: '2019-07-23', active: 0 },
    };
    expect(sent('enos_flows_save', { ...flow, parameters: [{ key: 'A', value: '1' }] })).toEqual({
      ...flow,
      id: 2515,
      owners: 'a;b',
      parameters: '[{"key":"A","value":"1"}]',
    });
  });

  it('when an exported flow is imported', () => {
    const runMode = { taskMode: 1, cpu: 0.5 };
    const flowJson = { cron: '', parameters: [], tasks: [{ name: 'a', runMode }], relations: [] };
    const args = { flowName: 'copy', desc: '', dirId: 'd', flowJson };
    expect(sent('enos_flows_import', args)['flowJson']).toEqual({
      ...flowJson,
      parameters: '[]',
      tasks: [{ name: 'a', runMode: JSON.stringify(runMode) }],
    });
  });
});

it('no tool costs more than 400 tokens', () => {
  const costs = Object.entries<Endpoint>(endpoints).map(([name, endpoint]) => {
    const published = publishedInput(inputSchema(endpoint), endpoint.hiddenArguments);
    return encode(JSON.stringify([name, endpoint.summary, published])).length;
  });
  expect(Math.max(...costs)).toBeLessThanOrEqual(395);
});
