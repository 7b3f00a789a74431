import { describe, expect, it } from 'vitest';
import { CallerMemory } from '../../../src/tools/context/caller-memory.js';

const tableRef = { appToken: 'basA', tableId: 'tblA' };
const schema = { tableId: 'tblA', timeZone: 'Asia/Shanghai', fields: [] };

describe('what is remembered of a table', () => {
  it('is looked at again after five minutes, because others change tables too', () => {
    let now = 0;
    const memory = new CallerMemory(() => now);
    memory.keep(tableRef, schema);
    now = 5 * 60_000 - 1;
    expect(memory.schema(tableRef)).toBe(schema);
    now += 1;
    expect(memory.schema(tableRef)).toBeUndefined();
  });

  it('goes with its base, and with no other', () => {
    const memory = new CallerMemory(() => 0);
    const other = { appToken: 'basB', tableId: 'tblB' };
    memory.keep(tableRef, schema);
    memory.keep(other, schema);
    memory.forget('basA');
    expect([memory.schema(tableRef), memory.schema(other)]).toEqual([undefined, schema]);
  });

  it('makes room for more than 200 tables', () => {
    const memory = new CallerMemory(() => 0);
    memory.keep(tableRef, schema);
    for (let table = 0; table < 200; table += 1) {
      memory.keep({ appToken: 'basB', tableId: `tbl${table}` }, schema);
    }
    expect(memory.schema(tableRef)).toBeUndefined();
  });
});
