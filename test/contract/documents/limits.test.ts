import { describe, expect, it } from 'vitest';
import { Gateway } from '../../support/sandbox-client.js';
import { type ContractRow, contract } from '../endpoints/contract-table.js';

/** How often a call may come. The gateway counts before it looks at what is asked, so any request will do. */

const rows = contract
  .filter(({ name }) => name.startsWith('bitable_'))
  .map((row) => [row.name, row.rate, row] as const);

describe('the documented rate', () => {
  it.each(rows)(
    'of %s is %s; the next call is refused by the gateway',
    async (_name, rate, row) => {
      const gateway = await Gateway.start({ options: { gatewayLimits: true } });
      const [calls = '', window] = rate.split('/');
      for (let call = 0; call < Number(calls); call += 1) {
        expect((await send(gateway, row)).body.code).not.toBe(99991400);
      }
      const { status, headers, body } = await send(gateway, row);
      expect(status).toBe(429);
      expect(body).toMatchObject({ code: 99991400 });
      expect(headers.get('x-ogw-ratelimit-limit')).toBe(calls);
      const resetS = Number(headers.get('x-ogw-ratelimit-reset'));
      expect(resetS).toBe(window === 's' ? 1 : 60);
      gateway.clock.advance(resetS * 1_000);
      expect((await send(gateway, row)).body.code).not.toBe(99991400);
    },
  );
});

describe('writes on one table', () => {
  it('do not run side by side: the second is refused with 1254291', async () => {
    const gateway = await Gateway.start();
    gateway.sandbox.faults.add({ kind: 'slow', ms: 1_000 });
    const before = gateway.rowCount;
    const write = () =>
      gateway.api('POST', `${gateway.table}/records`, { fields: { 任务名称: '一' } });
    const writes = [write(), write()];
    const refused = await Promise.race(writes);
    expect(refused).toMatchObject({ status: 200, body: { code: 1254291, msg: 'Write conflict' } });
    gateway.clock.advance(1_000);
    const codes = (await Promise.all(writes)).map(({ body }) => body.code);
    expect(codes.sort()).toEqual([0, 1254291]);
    expect(gateway.rowCount).toBe(before + 1);
  });
});

describe('calls on one base', () => {
  it('that are too many get 1254290, with HTTP 200 and no word of when to come back', async () => {
    const gateway = await Gateway.start({ options: { baseCallsPerSecond: 1 } });
    expect(await gateway.code('GET', gateway.base)).toBe(0);
    const { status, headers, body } = await gateway.api('GET', `${gateway.base}/tables`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ code: 1254290, msg: 'TooManyRequest' });
    const hints = [...headers.keys()].filter((name) => /ratelimit|retry-after/.test(name));
    expect(hints).toEqual([]);
  });
});

function send(gateway: Gateway, { method, path }: ContractRow) {
  const ids = path.replaceAll(/\{(\w+)\}/g, '$1');
  return gateway.call(method, ids, method === 'GET' ? {} : { body: {} });
}
