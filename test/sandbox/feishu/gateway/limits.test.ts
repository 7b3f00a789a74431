import { describe, expect, it } from 'vitest';
import { realClock } from '../../../../src/sandbox/kernel/clock.js';
import { Gateway } from '../../../support/sandbox-client.js';

const newTask = { fields: { 任务名称: '新任务' } };

async function codesOf(count: number, call: () => Promise<number>): Promise<number[]> {
  const codes = [];
  for (let done = 0; done < count; done += 1) codes.push(await call());
  return codes;
}

function tableNames({ sandbox }: Gateway): string[] {
  const [base] = sandbox.world.bitable.bases.values();
  return [...base!.tables.values()].map((table) => table.name);
}

describe('limits', () => {
  it('do not exist unless they are switched on', async () => {
    const gateway = await Gateway.start();
    const codes = await codesOf(60, () => gateway.code('GET', gateway.base));
    expect(new Set(codes)).toEqual(new Set([0]));
  });

  it('of the gateway refuse what exceeds the documented rate, until the window has passed', async () => {
    const gateway = await Gateway.start({ options: { gatewayLimits: true } });
    const create = () => gateway.api('POST', '/apps', { name: 'n' });
    const codes = await codesOf(20, async () => (await create()).body.code);
    expect(new Set(codes)).toEqual(new Set([0]));
    gateway.clock.advance(17_500);
    const refused = await create();
    expect(refused).toMatchObject({ status: 429, body: { code: 99991400 } });
    expect(refused.headers.get('x-ogw-ratelimit-limit')).toBe('20');
    expect(refused.headers.get('x-ogw-ratelimit-reset')).toBe('43');
    expect(await gateway.code('GET', gateway.base)).toBe(0);
    gateway.clock.advance(42_500);
    expect((await create()).body.code).toBe(0);
  });

  it('of a base come with HTTP 200 and without any header', async () => {
    const gateway = await Gateway.start({ options: { baseCallsPerSecond: 2 } });
    const codes = await codesOf(3, () => gateway.code('GET', gateway.base));
    expect(codes).toEqual([0, 0, 1254290]);
    const reply = await gateway.api('GET', `${gateway.base}/tables`);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('x-ogw-ratelimit-reset')).toBeNull();
    gateway.clock.advance(1_000);
    expect(await gateway.code('GET', gateway.base)).toBe(0);
  });
});

describe('writes on one table', () => {
  /** A write that has arrived and is not answered until the clock has moved on. */
  async function writing(gateway: Gateway) {
    const before = gateway.rowCount;
    const answer = gateway.code('POST', `${gateway.table}/records`, newTask);
    await expect.poll(() => gateway.rowCount).toBe(before + 1);
    return { answer, finish: () => gateway.clock.advance(100) };
  }

  it('refuse a second one between the arrival and the reply of the first', async () => {
    const gateway = await Gateway.start({ options: { writeMs: 100 } });
    const first = await writing(gateway);
    const before = gateway.rowCount;
    const second = await gateway.api('POST', `${gateway.table}/records`, newTask);
    expect(second).toMatchObject({ status: 200, body: { code: 1254291, msg: 'Write conflict' } });
    expect(gateway.rowCount).toBe(before);
    first.finish();
    expect(await first.answer).toBe(0);
    const third = await writing(gateway);
    third.finish();
    expect(await third.answer).toBe(0);
  });

  it('refuse each other by default where they come at once, and none that waits for the one before', async () => {
    const gateway = await Gateway.start({ clock: realClock });
    const write = () => gateway.code('POST', `${gateway.table}/records`, newTask);
    expect([await write(), await write(), await write()]).toEqual([0, 0, 0]);
    const codes = await Promise.all(Array.from({ length: 10 }, write));
    expect(new Set(codes)).toEqual(new Set([0, 1254291]));
  });

  it('leave reads, and writes on other tables, alone', async () => {
    const gateway = await Gateway.start({ options: { writeMs: 100 } });
    const first = await writing(gateway);
    expect(await gateway.code('POST', `${gateway.table}/records/search`, {})).toBe(0);
    const { items } = await gateway.data('GET', `${gateway.base}/tables`);
    const other = `${gateway.base}/tables/${items[1].table_id}`;
    const rename = gateway.code('PATCH', other, { name: '老客户' });
    await expect.poll(() => tableNames(gateway)).toContain('老客户');
    first.finish();
    expect(await Promise.all([first.answer, rename])).toEqual([0, 0]);
  });

  it('may run in parallel when conflicts are switched off', async () => {
    const gateway = await Gateway.start({ options: { writeMs: 100, writeConflicts: false } });
    const first = await writing(gateway);
    const second = await writing(gateway);
    first.finish();
    expect(await Promise.all([first.answer, second.answer])).toEqual([0, 0]);
  });

  it('that are refused release their table', async () => {
    const gateway = await Gateway.start();
    const path = `${gateway.table}/records`;
    expect(await gateway.code('POST', path, { fields: { 工时: 'x' } })).toBe(1254061);
    expect(await gateway.code('POST', path, '{')).toBe(1254000);
    expect(await gateway.code('POST', path, newTask)).toBe(0);
  });
});
