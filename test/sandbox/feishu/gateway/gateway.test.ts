import { get } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bitablePath, Gateway, startMs, tokenPath } from '../../../support/sandbox-client.js';

const unknownBase = `/apps/${'A'.repeat(27)}`;
const logIdShape = /^20261121020000[0-9A-F]{20}$/;

describe('routes', () => {
  it('answers an unknown path in plain text, even without a token', async () => {
    const gateway = await Gateway.start();
    const reply = await gateway.call('GET', `${bitablePath}/nothing`, { authorization: null });
    expect(reply).toMatchObject({ status: 404, text: '404 page not found' });
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(reply.headers.get('x-tt-logid')).toMatch(logIdShape);
  });

  it('answers a wrong method like an unknown path', async () => {
    const gateway = await Gateway.start();
    expect((await gateway.call('PUT', bitablePath + gateway.table)).status).toBe(404);
  });

  it('answers the neighbours of a path with a parameter like unknown paths', async () => {
    const gateway = await Gateway.start();
    for (const path of ['batch?user_ids=ou_1', 'find_by_department?department_id=0']) {
      const reply = await gateway.call('GET', `/open-apis/contact/v3/users/${path}`);
      expect(reply.status).toBe(404);
    }
  });

  it('tolerates a slash at the end', async () => {
    const gateway = await Gateway.start();
    expect((await gateway.api('GET', `${gateway.base}/`)).body.code).toBe(0);
    expect((await gateway.api('GET', `${gateway.base}/tables/?page_size=1`)).body.code).toBe(0);
  });

  it('prefers a literal path over a parameter', async () => {
    const gateway = await Gateway.start();
    const reply = await gateway.data('POST', `${gateway.table}/records/batch_get`, {
      record_ids: ['recUnknown00000'],
    });
    expect(reply).toHaveProperty('absent_record_ids');
  });

  it('does not route an empty or a broken path parameter', async () => {
    const gateway = await Gateway.start();
    expect((await gateway.api('GET', '/apps//tables')).status).toBe(404);
    expect((await gateway.api('GET', '/apps/%ff')).status).toBe(404);
  });

  it('gives the same ids for the same seed and others for another', async () => {
    const [one, two, other] = await Promise.all([
      Gateway.start({ seed: 'a' }),
      Gateway.start({ seed: 'a' }),
      Gateway.start({ seed: 'b' }),
    ]);
    expect(one.table).toBe(two.table);
    expect(one.table).not.toBe(other.table);
  });
});

describe('replies', () => {
  it('wraps a success', async () => {
    const gateway = await Gateway.start();
    const reply = await gateway.api('GET', gateway.base);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('x-tt-logid')).toMatch(logIdShape);
    expect(Object.keys(reply.body)).toEqual(['code', 'msg', 'data']);
    expect(reply.body).toMatchObject({ code: 0, msg: 'success' });
  });

  it("answers Bitable's own errors with HTTP 200 and says where to look", async () => {
    const gateway = await Gateway.start();
    const reply = await gateway.api('GET', `${gateway.base}/tables/tblNowhere/fields`);
    const logId = reply.headers.get('x-tt-logid');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      code: 1254041,
      msg: 'TableIdNotFound',
      error: {
        log_id: logId,
        troubleshooter: expect.stringContaining(`log_id=${logId}&code=1254041`),
      },
    });
  });

  it('uses the statuses of the documents when asked to', async () => {
    const gateway = await Gateway.start({ options: { httpStatus: 'documented' } });
    const reply = await gateway.api('GET', `${gateway.base}/tables/tblNowhere/fields`);
    expect(reply).toMatchObject({ status: 404, body: { code: 1254041 } });
  });

  it.each([
    ['DELETE', '/tables/tblNowhere', 200],
    ['PATCH', '/tables/tblNowhere', 404],
  ])('uses the status of the older page of a call: %s %s', async (method, path, status) => {
    const gateway = await Gateway.start({ options: { httpStatus: 'older' } });
    const reply = await gateway.api(method, gateway.base + path, { name: '表' });
    expect(reply).toMatchObject({ status, body: { code: 1254041 } });
  });

  it('answers an unknown base like the document layer', async () => {
    const gateway = await Gateway.start();
    const reply = await gateway.api('GET', unknownBase);
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({ code: 91402, msg: 'NOTEXIST', data: {} });
  });

  it("answers an unknown base with Bitable's own code when asked to", async () => {
    const gateway = await Gateway.start({ options: { unknownBaseCode: 1254040 } });
    expect(await gateway.code('GET', unknownBase)).toBe(1254040);
  });

  it('tells malformed ids from unknown ones', async () => {
    const gateway = await Gateway.start();
    expect(await gateway.code('GET', '/apps/bascTooShort')).toBe(1254003);
    expect(await gateway.code('GET', `${gateway.base}/tables/fldWrongKind/fields`)).toBe(1254004);
    expect(await gateway.code('DELETE', `${gateway.table}/records/tblWrongKind`)).toBe(1254006);
    expect(await gateway.code('DELETE', `${gateway.table}/fields/recWrongKind`)).toBe(1254009);
  });

  it('have the names of their headers in capitals, as the vendor sends them', async () => {
    const { sandbox } = await Gateway.start();
    const rawHeaders = await new Promise<string[]>((resolve) => {
      get(sandbox.url + bitablePath, (reply) => resolve(reply.resume().rawHeaders));
    });
    expect(rawHeaders.filter((_, index) => index % 2 === 0)).toEqual(
      expect.arrayContaining(['Content-Type', 'Content-Length', 'X-Tt-Logid']),
    );
  });

  it.each([
    [99991672, 'action_scope_required', 'tenant'],
    [99991679, 'action_privilege_required', 'user'],
  ])(
    'with code %i name the scopes of the call and the page that grants them',
    async (code, type, token) => {
      const gateway = await Gateway.start();
      gateway.sandbox.faults.add({ kind: 'code', code });
      const { status, body } = await gateway.api('GET', `${gateway.base}/tables`);
      const scopes = ['bitable:app', 'bitable:app:readonly'];
      expect({ status, code: body.code }).toEqual({ status: 400, code });
      expect(body.msg).toContain(`[${scopes.join(', ')}]`);
      expect(body.error.permission_violations).toEqual(
        scopes.map((subject) => ({ type, subject })),
      );
      const page = `https://open.feishu.cn/app/${gateway.sandbox.appId}/auth?q=${scopes.join(',')}&op_from=openapi&token_type=${token}`;
      expect(body.error.helps).toEqual([{ url: page, description: expect.any(String) }]);
    },
  );

  it('name an unknown record of a batch, but not the one of a call about a single record', async () => {
    const gateway = await Gateway.start();
    const { table } = gateway;
    const path = `${table}/records/recUnknown00`;
    for (const [method, body] of [['GET'], ['PUT', { fields: {} }], ['DELETE']] as const) {
      const reply = await gateway.api(method, path, body);
      expect(reply.body).toMatchObject({ code: 1254043, msg: 'RecordIdNotFound' });
    }
    const batch = await gateway.api('POST', `${table}/records/batch_delete`, {
      records: ['recUnknown00'],
    });
    expect(batch.body).toMatchObject({ code: 1254043, msg: 'record not found,id = recUnknown00' });
  });

  it('turns an exception of a handler into 1255001 and tells the host of it', async () => {
    const gateway = await Gateway.start();
    const defect = new Error('defect');
    gateway.sandbox.world.bitable.bases.get = () => {
      throw defect;
    };
    const reply = await gateway.api('GET', gateway.base);
    expect(reply).toMatchObject({ status: 500, body: { code: 1255001 } });
    expect(reply.text).not.toContain('defect');
    expect(gateway.errors).toEqual([defect]);
  });
});

describe('the order of checks', () => {
  it('looks for the route first, then at the token, then at the body', async () => {
    const gateway = await Gateway.start();
    const search = `${bitablePath}${gateway.table}/records/search`;
    const bad = { authorization: 'Bearer t-fake', body: '{broken' };
    expect((await gateway.call('PATCH', search, bad)).status).toBe(404);
    expect((await gateway.call('POST', search, bad)).body.code).toBe(99991663);
    expect((await gateway.call('POST', search, { body: '{broken' })).body.code).toBe(1254000);
  });
});

describe('bodies', () => {
  it('ignores the body of a GET and of a DELETE', async () => {
    const gateway = await Gateway.start();
    const { table_id } = await gateway.data('POST', `${gateway.base}/tables`, {
      table: { name: 'short-lived' },
    });
    const doomed = `${bitablePath}${gateway.base}/tables/${table_id}`;
    expect((await gateway.call('DELETE', doomed, { body: '{}' })).body.code).toBe(0);
    expect(await rawGet(gateway, '{}')).toContain('"code":0');
  });

  it('takes JSON without a content type, with one without a charset, and an absent body', async () => {
    const gateway = await Gateway.start();
    const path = `${bitablePath}${gateway.table}/records/search`;
    const plain = { 'content-type': 'text/plain' };
    const json = { 'content-type': 'application/json' };
    expect((await gateway.call('POST', path, { body: '{}', headers: plain })).body.code).toBe(0);
    expect((await gateway.call('POST', path, { body: '{}', headers: json })).body.code).toBe(0);
    expect((await gateway.call('POST', path)).body.code).toBe(0);
  });

  it('refuses what is no JSON object', async () => {
    const gateway = await Gateway.start();
    const path = `${gateway.table}/records/search`;
    expect(await gateway.code('POST', path, '[]')).toBe(1254001);
    expect(await gateway.code('POST', path, '"text"')).toBe(1254001);
    expect(await gateway.code('POST', path, '{"a":')).toBe(1254000);
  });

  it('refuses a body of more than 20 MB and goes on serving', async () => {
    const gateway = await Gateway.start();
    const path = `${bitablePath}${gateway.table}/records/search`;
    const body = `{"filter":"${'x'.repeat(21 * 1024 * 1024)}"}`;
    expect((await gateway.call('POST', path, { body })).status).toBe(413);
    expect(await gateway.code('GET', gateway.base)).toBe(0);
  });
});

describe('the log of requests', () => {
  it('keeps method, path, status, code and time of each request', async () => {
    const gateway = await Gateway.start();
    gateway.clock.advance(1_000);
    await gateway.api('GET', `${gateway.base}/tables?page_size=2`);
    const [signIn, list] = gateway.sandbox.requests;
    expect(signIn).toMatchObject({ method: 'POST', path: tokenPath, status: 200, time: startMs });
    expect(list).toMatchObject({
      method: 'GET',
      path: `${bitablePath}${gateway.base}/tables`,
      query: 'page_size=2',
      name: 'bitable_tables_list',
      status: 200,
      code: 0,
      time: startMs + 1_000,
    });
  });
});

describe('shutting down', () => {
  it('closes at once although connections are kept alive', async () => {
    const gateway = await Gateway.start();
    await gateway.api('GET', gateway.base);
    await gateway.sandbox.close();
    await expect(gateway.api('GET', gateway.base)).rejects.toThrow();
  });
});

/** A GET with a body, as the official SDK sends it; fetch refuses to. */
function rawGet(gateway: Gateway, body: string): Promise<string> {
  const { hostname, port } = new URL(gateway.sandbox.url);
  const head = [
    `GET ${bitablePath}${gateway.base} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${gateway.token}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    });
    socket.setEncoding('utf8').on('data', (chunk) => {
      received += chunk;
    });
    socket.on('end', () => resolve(received)).on('error', reject);
  });
}
