import { describe, expect, it } from 'vitest';
import type { ProjectEndpointName } from '../../../src/endpoints/catalogue.js';
import { createProjectApi, createProjectAuth } from '../../../src/sandbox/project/gateway/api.js';
import { createProjectTokens } from '../../../src/sandbox/project/gateway/tokens.js';
import { readWire, writeWire } from '../../../src/sandbox/project/gateway/wire.js';
import { handlerOf } from '../../../src/sandbox/project/handlers.js';
import type { ProjectOptions } from '../../../src/sandbox/project/options.js';
import { samplePlugin } from '../../../src/sandbox/sample/project/sample.js';
import { ProjectFixture } from './fixtures/project-fixture.js';

type Headers = Record<string, string | undefined>;

/** The project fixture behind tokens, limits and idempotency keys, as the server stands before it. */
class Gate extends ProjectFixture {
  readonly tokens = createProjectTokens(this.world);
  private readonly api = createProjectApi({
    world: this.world,
    tokens: this.tokens,
  });
  private readonly auth = createProjectAuth(this.world, this.tokens);
  readonly token = this.tokens.issue('plugin');

  serve(
    name: ProjectEndpointName,
    more: { text?: string; headers?: Headers; path?: Record<string, string> } = {},
  ) {
    const { text = '', headers = {}, path = {} } = more;
    const usual = { 'x-plugin-token': this.token, 'x-user-key': this.sample.userKey };
    const answer = this.api({
      name,
      handler: handlerOf(name),
      path: { project_key: 'xinghe', ...path },
      query: new URLSearchParams(),
      headers: { ...usual, ...headers },
      origin: 'http://127.0.0.1',
      text,
      writes: !/_(list|get|filter|query)$/.test(name),
      logId: 'log',
    });
    return {
      status: answer.status,
      body: JSON.parse(String(answer.body)),
      text: String(answer.body),
    };
  }

  outcome(name: ProjectEndpointName, headers: Headers = {}, text = '') {
    const { status, body } = this.serve(name, { headers, text });
    return [status, body.err_code];
  }

  signIn(name: Parameters<typeof this.auth>[0], body: object, headers: Headers = {}) {
    const { status, body: text } = this.auth(name, { headers, text: JSON.stringify(body) });
    return { status, ...JSON.parse(String(text)) };
  }
}

const types = 'project_work_item_types_list';

describe('tokens', () => {
  const credentials = { plugin_id: samplePlugin.id, plugin_secret: samplePlugin.secret };

  it('are given for the id and secret of the plugin, in an envelope of their own', () => {
    const gate = new Gate();
    const { status, data, error } = gate.signIn('plugin_token', credentials);
    expect({ status, error }).toEqual({ status: 200, error: { code: 0, msg: 'success' } });
    expect(data).toEqual({ token: expect.stringMatching(/^p-/), expire_time: 7200 });
    expect(gate.outcome(types, { 'x-plugin-token': data.token })).toEqual([200, 0]);
    const virtual = gate.signIn('plugin_token', { ...credentials, type: 1 });
    expect(virtual.data.token).toMatch(/^v-/);
    const wrong = gate.signIn('plugin_token', { ...credentials, plugin_secret: 'x' });
    expect(wrong.error.code).toBe(10204);
  });

  it('of a user come from a code that serves once, and are renewed', () => {
    const gate = new Gate();
    const headers = { 'x-plugin-token': gate.token };
    const code = gate.tokens.authorizationCode(gate.key('李四'));
    const ask = { code, grant_type: 'authorization_code' };
    const { data } = gate.signIn('user_plugin_token', ask, headers);
    expect(data).toMatchObject({
      token: expect.stringMatching(/^u-/),
      user_key: gate.key('李四'),
      refresh_token_expire_time: 1209600,
    });
    expect(gate.outcome(types, { 'x-plugin-token': data.token, 'x-user-key': undefined })).toEqual([
      200, 0,
    ]);
    expect(gate.signIn('user_plugin_token', ask, headers).error.code).toBe(10210);
    const renew = { refresh_token: data.refresh_token, type: 1 };
    const renewed = gate.signIn('refresh_token', renew, headers);
    expect(renewed.data.refresh_token).not.toBe(data.refresh_token);
    expect(gate.signIn('refresh_token', renew, headers).error.code).toBe(10211);
    const late = gate.tokens.authorizationCode(gate.key('李四'));
    gate.clock.advance(5 * 60 * 1_000);
    expect(gate.signIn('user_plugin_token', { ...ask, code: late }, headers).error.code).toBe(
      10210,
    );
  });

  it.each<[string, Headers, number, number]>([
    ['absent', { 'x-plugin-token': undefined }, 401, 10021],
    ['of nobody', { 'x-plugin-token': 'p-0000' }, 403, 10211],
    ['without a user', { 'x-user-key': ' ' }, 400, 20039],
    ['with a user in another form', { 'x-user-key': 'ou_1' }, 400, 20042],
    ['with a user who does not exist', { 'x-user-key': '7'.repeat(19) }, 404, 10023],
    ['with a user who has left', { 'x-user-key': '7314205896013499999' }, 401, 10302],
  ])('%s are refused', (_, headers, status, code) => {
    expect(new Gate().outcome(types, headers)).toEqual([status, code]);
  });

  it('end after two hours', () => {
    const gate = new Gate();
    gate.clock.advance(7_200_000 - 1);
    expect(gate.outcome(types)).toEqual([200, 0]);
    gate.clock.advance(1);
    expect(gate.outcome(types)).toEqual([401, 10022]);
  });

  it('need nobody to ask who somebody is', () => {
    const gate = new Gate({ missingUserKey: 10211 });
    const headers = { 'x-user-key': undefined };
    const text = JSON.stringify({ user_keys: [gate.sample.userKey] });
    expect(gate.outcome('project_users_query', headers, text)).toEqual([200, 0]);
    expect(gate.outcome(types, headers)).toEqual([403, 10211]);
  });
});

describe('envelopes', () => {
  it('say both texts of a failure beside its code', () => {
    const { status, body } = new Gate().serve(types, { path: { project_key: 'hr' } });
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        err: { code: 10404, msg: 'No Project Permission', log_id: 'log' },
        err_msg: 'No Project Permission',
        err_code: 10404,
      },
    });
  });

  it('carry ids beyond 2^53 as bare digits', () => {
    const gate = new Gate();
    const path = gate.path('installments');
    const { text, body } = gate.serve('project_comments_list', { path });
    expect(text).toMatch(/"data":\[\{"id":\d{19},/);
    expect(body).toMatchObject({ err: {}, err_msg: '', err_code: 0, pagination: { total: 3 } });
  });

  it('refuse what is no JSON object', () => {
    const gate = new Gate();
    for (const text of ['{', '[]', '"x"']) {
      expect(gate.outcome('project_users_search', {}, text)).toEqual([400, 9999]);
    }
  });
});

describe('limits', () => {
  const burst = (gate: Gate, name: ProjectEndpointName, calls: number, text = '') =>
    Array.from({ length: calls }, () => gate.outcome(name, {}, text)[1]);

  it.each<[ProjectEndpointName, number]>([
    [types, 15],
    ['project_work_items_search_by_relation', 10],
    ['project_work_items_batch_update', 1],
    ['project_tasks_get_result', 1],
  ])('let %s be called %i times a second', (name, calls) => {
    const gate = new Gate();
    const codes = burst(gate, name, calls + 1);
    expect(codes.slice(0, calls)).not.toContain(10429);
    expect(codes.at(-1)).toBe(10429);
    gate.clock.advance(1_000);
    expect(gate.outcome(name)[1]).not.toBe(10429);
  });

  it('let searches be called 450 times a minute', () => {
    const gate = new Gate();
    const text = JSON.stringify({ work_item_type_keys: ['issue'] });
    for (let second = 0; second < 30; second += 1) {
      expect(burst(gate, 'project_work_items_filter', 15, text)).not.toContain(10429);
      gate.clock.advance(1_000);
    }
    expect(gate.outcome('project_work_items_filter', {}, text)).toEqual([429, 10429]);
    gate.clock.advance(60_000);
    expect(gate.outcome('project_work_items_filter', {}, text)).toEqual([200, 0]);
  });

  it('are counted for each token and each endpoint', () => {
    const gate = new Gate();
    burst(gate, types, 15);
    expect(gate.outcome(types)).toEqual([429, 10429]);
    expect(gate.outcome('project_teams_list')).toEqual([200, 0]);
    const other = gate.tokens.issue('plugin');
    expect(gate.outcome(types, { 'x-plugin-token': other })).toEqual([200, 0]);
    expect(burst(new Gate({ rateLimits: false }), types, 20)).not.toContain(10429);
  });
});

describe('idempotency keys', () => {
  const create = (name: string) => JSON.stringify({ work_item_type_key: 'story', name });
  const make = (gate: Gate, text: string, headers: Headers = { 'x-idem-uuid': 'key-1' }) =>
    gate.serve('project_work_items_create', { text, headers });

  it('give the first answer again and create nothing twice', () => {
    const gate = new Gate();
    const { size } = gate.world.items;
    const first = make(gate, create('甲'));
    expect(make(gate, create('甲'))).toEqual(first);
    expect(gate.world.items.size).toBe(size + 1);
    expect(make(gate, create('乙'))).toMatchObject({ status: 429, body: { err_code: 10430 } });
  });

  it('count for one token and one endpoint, for a day', () => {
    const gate = new Gate();
    make(gate, create('甲'));
    const other = { 'x-idem-uuid': 'key-1', 'x-plugin-token': gate.tokens.issue('plugin') };
    expect(make(gate, create('乙'), other).status).toBe(200);
    const text = JSON.stringify({ content: '好' });
    const headers = { 'x-idem-uuid': 'key-1' };
    const path = gate.path('points');
    expect(gate.serve('project_comments_create', { text, headers, path }).status).toBe(200);
    const long = new Gate({ tokenLifetimeS: 200_000 } satisfies Partial<ProjectOptions>);
    make(long, create('甲'));
    long.clock.advance(24 * 60 * 60 * 1_000);
    expect(make(long, create('乙')).status).toBe(200);
  });

  it('forget what was refused, and mean nothing to reads', () => {
    const gate = new Gate();
    expect(make(gate, create('甲').replace('story', 'epic')).status).toBe(404);
    expect(make(gate, create('甲')).status).toBe(200);
    const headers = { 'x-idem-uuid': 'key-1' };
    const filter = (text: string) => gate.serve('project_work_items_filter', { headers, text });
    expect(filter('{"work_item_type_keys":["story"]}').status).toBe(200);
    expect(filter('{"work_item_type_keys":["issue"]}').status).toBe(200);
  });
});

describe('the JSON of the wire', () => {
  it.each([
    '{"id":7366557330041265711,"text":"7366557330041265711"}',
    '[9007199254740993,-9223372036854775808,1.5,0,9007199254740991]',
    '{"a":"1234567890123456 \\"7366557330041265711\\" # ##","b":7366557330041265711}',
  ])('keeps every digit of %s', (text) => {
    expect(writeWire(readWire(text))).toBe(text);
  });

  it('gives big integers as such and leaves texts alone', () => {
    expect(readWire('{"id":7366557330041265711,"key":"7366557330041265711"}')).toEqual({
      id: 7366557330041265711n,
      key: '7366557330041265711',
    });
    expect(readWire('1.2345678901234567890')).toBeCloseTo(1.2345678901234567);
  });
});
