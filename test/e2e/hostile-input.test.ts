import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/server.js';
import { canary } from '../support/server-fixture.js';
import { newTable, numbered, type TableRef } from '../support/table-fixture.js';
import { RawServer } from './fixtures/raw-server.js';

/** "In well under a second": this leaves room for a loaded machine. */
const patienceMs = 3_000;

const search = 'bitable_records_search';
const list = 'bitable_tables_list';
const create = 'bitable_records_create';
const batch = 'bitable_records_batch_create';

const MB = 1024 * 1024;
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const zeros = (count: number) => `[${'0,'.repeat(count - 1)}0]`;
const text = (bytes: number) => `"${'x'.repeat(bytes)}"`;

interface Hostile {
  readonly what: string;
  readonly tool: string;
  /** JSON of the arguments beside app_token and table_id, or in their place. */
  readonly args: string;
  /** What the answer must say: where it is wrong, and what is right. */
  readonly says: readonly (string | RegExp)[];
}

/** Arguments beside those that say where. */
function beside(
  tool: string,
  rows: readonly (readonly [string, string, ...(string | RegExp)[]])[],
): Hostile[] {
  return rows.map(([what, args, ...says]) => ({ what, tool, args, says }));
}

const tokens: readonly (readonly [what: string, token: string])[] = [
  ['a slash', 'bas/cn'],
  ['a way up', '../../auth/v3/tenant_access_token/internal'],
  ['dots alone', '..'],
  ['a question mark', 'bascn?page_size=1'],
  ['a hash', 'bascn#x'],
  ['a line break', 'bascn\r\nX-Evil: 1'],
  ['a NUL', 'bascn\0'],
  ['an escaped slash', 'bascn%2fx'],
  ['a blank', ' bascn'],
  ['letters that only look Latin', 'bаscn'],
  ['nothing', ''],
  ['51 letters', 'x'.repeat(51)],
];

const table: readonly Hostile[] = [
  ...beside(search, [
    ['an unknown argument', '"fliter":{}', 'fliter', 'Did you mean filter'],
    [
      'an argument of another spelling',
      '"fieldNames":[]',
      'fieldNames',
      'Did you mean field_names',
    ],
    [
      'an object for a list of texts',
      '"field_names":{}',
      'field_names[0] was an object',
      'a string',
    ],
    ['null for a text that is needed', '"table_id":null', 'table_id was null', 'a string'],
    ['a limit of 0', '"limit":0', 'limit was 0', 'at least 1'],
    ['a limit below 0', '"limit":-1', 'limit was -1', 'at least 1'],
    ['a limit of 10,001', '"limit":10001', 'limit was 10001', 'at most 10000'],
    ['half a limit', '"limit":1.5', 'limit was 1.5', 'an integer'],
    ['a limit beyond all numbers', '"limit":1e400', 'limit', 'finite'],
    ['a limit in words', '"limit":"many"', 'limit was "many"', 'a number'],
    [
      'a forged cursor',
      '"cursor":"eyJ0IjoieCJ9"',
      'cursor does not continue this call',
      'none to start over',
    ],
    ['a cursor that is no text at all', '"cursor":"\\u0000%%%"', 'cursor', 'none to start over'],
    [
      'an operator of another language',
      '"filter":{"conjunction":"and","conditions":[{"field_name":"a","operator":">","value":["1"]}]}',
      'filter.conditions[0].operator was ">"',
      '"isGreater"',
    ],
    [
      '1,001 conditions',
      `"filter":{"conjunction":"and","conditions":[${Array(1_001).fill('{"field_name":"a","operator":"isEmpty"}').join()}]}`,
      'filter.conditions was a list of 1001',
      'at most 1000 items',
    ],
    [
      'a filter of many levels',
      `"filter":{"conjunction":"and","children":${nested(50)}}`,
      /filter\.children.* nested too deep/,
      'at most 32 levels',
    ],
    ['20,000 nested lists', `"filter":${nested(20_000)}`, 'nested too deep', 'at most 32 levels'],
    [
      '20,000 nested lists as text',
      `"filter":${JSON.stringify(nested(20_000))}`,
      'no operator after the field',
      'is empty, between',
    ],
    [
      'a filter of 600 opening parentheses',
      `"filter":"${'('.repeat(600)}"`,
      'filter is wrong at character 22',
      'at most 20 levels',
    ],
    [
      'a filter of 400 times not',
      `"filter":"${'not '.repeat(400)}"`,
      'filter is wrong at character 85',
      'at most 20 levels',
    ],
    ['a filter in no language', '"filter":"标题 like \'%x%\'"', 'no operator', 'contains'],
    ['a filter that begins like JSON', '"filter":"{\\"conjunction\\":"', 'begins like JSON'],
    [
      'a key __proto__',
      '"filter":{"__proto__":{"polluted":true}}',
      '__proto__ is not allowed as a key',
    ],
    ['an argument __proto__', '"__proto__":{"polluted":true}', '__proto__ is not allowed as a key'],
    [
      'an argument constructor',
      '"constructor":{"prototype":{"polluted":true}}',
      'constructor is not an argument here',
    ],
    ['a list for a text', '"user_id_type":["open_id"]', 'user_id_type was a list of 1', 'open_id'],
    [
      'a kind that is none',
      '"user_id_type":"openid"',
      'user_id_type was "openid"',
      'Did you mean "open_id"? It is one of',
    ],
    [
      '5 MB of text',
      `"view_id":${text(5 * MB)}`,
      `view_id is a text of ${5 * MB} characters`,
      'at most 100000',
    ],
    ['2 million items', `"field_names":${zeros(2_000_000)}`, 'too many values', 'at most 1000000'],
    [
      '201 field names',
      `"field_names":[${Array(201).fill('"a"').join()}]`,
      'field_names was a list of 201',
      'at most 200 items',
    ],
  ]),
  ...beside(create, [
    ['no cells', '"fields":null', 'fields was null', 'an object'],
    [
      'a key __proto__ among the cells',
      '"fields":{"__proto__":"x"}',
      'fields.__proto__ is not allowed',
    ],
    [
      'an integer over 2^53',
      '"fields":{"n":9007199254740993}',
      'fields.n is an integer beyond',
      'as a string',
    ],
    ['a number beyond all numbers', '"fields":{"n":-1e400}', 'fields.n is not a finite number'],
    [
      'half a character',
      '"fields":{"标题":"a\\ud83c"}',
      'fields.标题 has half a character',
      'well-formed',
    ],
    [
      'half a character in a key',
      '"fields":{"\\udf19":"a"}',
      'fields has a key with half a character',
    ],
    [
      'a cell over the limit',
      `"fields":{"标题":${text(100_001)}}`,
      'fields.标题 is a text of 100001',
      'at most 100000',
    ],
    [
      'a key of 5 MB',
      `"fields":{${text(5 * MB)}:1}`,
      'fields has a key that is too long',
      'at most 1000',
    ],
    [
      'a client_token that is none',
      '"fields":{},"client_token":"1"',
      'client_token was "1"',
      'a UUID',
    ],
  ]),
  ...beside(batch, [
    ['an empty list', '"records":[]', 'records was an empty list', 'at least 1 item'],
    [
      '20,001 records',
      `"records":[${Array(20_001).fill('{"fields":{}}').join()}]`,
      'records was a list of 20001',
      'at most 20000',
    ],
    ['a record without cells', '"records":[{"fields":{}},{}]', 'records[1].fields is required'],
    [
      'a record with something else',
      '"records":[{"fields":{},"id":"x"}]',
      'records[0].id is not an argument here',
    ],
    [
      'no list',
      '"record":[]',
      'record is not an argument here',
      'Did you mean records',
      'records is required',
    ],
    ['a record that is nothing', '"records":[null]', 'records[0] was null', 'an object'],
    ['20,000 wrong records', `"records":${zeros(20_000)}`, 'records[0] was 0', 'and 19980 more'],
    [
      'half a character deep inside',
      '"records":[{"fields":{"a":[{"text":"\\ud800"}]}}]',
      'records[0].fields.a[0].text has half a character',
    ],
  ]),
  ...tokens.map(([what, token]) => ({
    what: `an app_token with ${what}`,
    tool: list,
    args: `"app_token":${JSON.stringify(token)}`,
    says: ['app_token was', /1 to 50 letters, digits, "_" and "-"/],
  })),
  {
    what: 'a table_id with a line break',
    tool: search,
    args: '"app_token":"a","table_id":"tbl\\n"',
    says: ['table_id was "tbl\\n"'],
  },
  { what: 'no app_token', tool: list, args: '', says: ['app_token is required', 'Base token'] },
];

let sandbox: RunningSandbox;
let server: RawServer;
let tableRef: TableRef;

beforeAll(async () => {
  sandbox = await startSandbox({ appSecret: canary });
  server = await RawServer.start(sandbox);
  tableRef = newTable(sandbox, numbered(3));
  // What the table is was looked at then.
  await server.call(search, tableRef);
});

afterAll(async () => {
  await server.end();
  await sandbox.close();
  expect(server.stderr).not.toMatch(/^\s+at /m);
});

let before: number;

beforeEach(() => {
  before = sandbox.requests.length;
});

/** The server is as it was: the next call works, and it is the first that the vendor hears of. */
async function expectUnharmed(): Promise<void> {
  const { result } = await server.call(search, tableRef);
  expect(result.structuredContent.rows).toHaveLength(3);
  const asked = sandbox.requests.slice(before).map(({ name }) => name);
  expect(asked.filter((name) => name !== 'tenant_access_token')).toEqual([search]);
}

async function timed<T>(work: Promise<T>): Promise<T> {
  const started = performance.now();
  const outcome = await work;
  expect(performance.now() - started).toBeLessThan(patienceMs);
  return outcome;
}

function argumentsOf({ tool, args }: Hostile): string {
  const where = JSON.stringify(tool === list ? {} : tableRef).slice(1, -1);
  return `{${[where, args].filter(Boolean).join()}}`;
}

// A loaded machine may be slow once; a server that blocks is slow every time.
describe('an argument that cannot be right', { retry: 2 }, () => {
  it.each(table.map((row) => [row.what, row.tool, row] as const))(
    '%s, given to %s, is named with what is allowed, and nothing is sent',
    async (_, tool, row) => {
      const params = `{"name":"${tool}","arguments":${argumentsOf(row)}}`;
      const { result } = await timed(server.askRaw('tools/call', params));
      const [{ text: answer }] = result.content;
      expect(result.isError).toBe(true);
      expect(answer).toContain(`${tool} failed. The arguments were refused; nothing was sent.`);
      for (const words of row.says) expect(answer).toMatch(words);
      expect(answer.length).toBeLessThan(6_000);
      await expectUnharmed();
    },
  );

  it('such as the cursor of another call is refused', async () => {
    const { result } = await server.call(search, { ...tableRef, limit: 1 });
    const cursor = result.structuredContent.next_cursor;
    before = sandbox.requests.length;
    for (const [tool, more] of [
      [search, { field_names: ['标题'] }],
      ['bitable_records_list', {}],
    ] as const) {
      const other = await server.call(tool, { ...tableRef, ...more, limit: 1, cursor });
      expect(other['result'].content[0].text).toContain('cursor does not continue this call');
    }
    const changed = `${cursor.slice(0, -4)}${cursor.slice(-4) === 'AAAA' ? 'BBBB' : 'AAAA'}`;
    const forged = await server.call(search, { ...tableRef, limit: 1, cursor: changed });
    expect(forged['result'].content[0].text).toContain('cursor does not continue this call');
    await expectUnharmed();
  });

  it.each(['[]', '"text"', '7', 'true', zeros(2_000_000), nested(20_000)])(
    'as arguments that are no object at all is refused (%.20s)',
    async (args) => {
      const answer = await timed(
        server.askRaw('tools/call', `{"name":"${search}","arguments":${args}}`),
      );
      expect(JSON.stringify(answer['result'] ?? answer['error'])).toMatch(/arguments/);
      expect(answer['result']?.isError ?? true).toBe(true);
      await expectUnharmed();
    },
  );
});

describe('a message that cannot be right', { retry: 2 }, () => {
  it.each([
    ['no JSON', '{"jsonrpc":"2.0","id":', -32700, /valid JSON/],
    ['a batch', '[{"jsonrpc":"2.0","id":"b","method":"ping"}]', -32600, /one message a line/],
    ['a number', '7', -32600, /object/],
    ['20,000 nested lists', nested(20_000), -32600, /one message a line/],
    ['no version', '{"id":null,"method":"ping"}', -32600, /jsonrpc/],
  ])('%s gets an error, and the next one works', async (_, line, code, message) => {
    const seen = server.messages.length;
    server.line(line);
    await timed(server.ask('ping', {}));
    const [error] = server.messages.slice(seen);
    expect(error).toMatchObject({
      id: null,
      error: { code, message: expect.stringMatching(message) },
    });
    await expectUnharmed();
  });

  it('as bytes that are no UTF-8 gets an error', async () => {
    const seen = server.messages.length;
    server.child.stdin.write(Buffer.from([0xff, 0xfe, 0x0a]));
    await timed(server.ask('ping', {}));
    expect(server.messages[seen]).toMatchObject({ id: null, error: { code: -32700 } });
  });

  it('of 11 MB is read, and its argument refused', async () => {
    const args = `{"app_token":${text(11 * MB)}}`;
    const { result } = await timed(
      server.askRaw('tools/call', `{"name":"${list}","arguments":${args}}`),
    );
    expect(result.content[0].text).toContain(`app_token is a text of ${11 * MB} characters`);
    await expectUnharmed();
  });

  it('of 40 MB is skipped, and its own request is told why', async () => {
    const args = `{"app_token":${text(40 * MB)}}`;
    const { error } = await timed(
      server.askRaw('tools/call', `{"name":"${list}","arguments":${args}}`),
    );
    expect(error.code).toBe(-32600);
    expect(error.message).toContain(`longer than ${32 * MB} bytes`);
    expect(server.stderr).toContain('longer than');
    await expectUnharmed();
  });

  it.each([
    [
      'a tool in the wrong case',
      'Bitable_Records_Search',
      'Did you mean "bitable_records_search"?',
    ],
    ['a tool with a slip', 'bitable_record_search', 'Did you mean "bitable_records_search"?'],
    ['a tool of every object', 'constructor', 'Unknown tool "constructor"'],
    ['a tool __proto__', '__proto__', 'Unknown tool "__proto__"'],
  ])('naming %s is answered with the nearest, which is not run', async (_, name, message) => {
    const { error } = await server.ask('tools/call', { name, arguments: tableRef });
    expect(error.code).toBe(-32602);
    expect(error.message).toContain(message);
    await expectUnharmed();
  });

  it('of another method is answered as such', async () => {
    const { error } = await server.ask('tools/destroy', {});
    expect(error.code).toBe(-32601);
    await expectUnharmed();
  });
});
