import { describe, expect, it } from 'vitest';
import type { FeishuOptions } from '../../../src/sandbox/feishu/options.js';
import { Gateway, type Reply } from '../../support/sandbox-client.js';
import { fieldErrors, propertyErrors, tableErrors } from '../errors/definition-error-cases.js';
import {
  cellErrors,
  type ErrorCase,
  type ErrorRequest,
  idErrors,
  requestErrors,
} from '../errors/error-cases.js';
import { roleErrors } from '../errors/role-error-cases.js';
import { dashboardErrors, fieldGroupErrors, viewErrors } from '../errors/view-error-cases.js';
import { createDocumentsTable } from './fixtures/table.js';

const groups = {
  'ids that are wrong': idErrors,
  'requests that are wrong': requestErrors,
  'cells that are wrong': cellErrors,
  'fields that are wrong': fieldErrors,
  'properties that are wrong': propertyErrors,
  'bases and tables that are wrong': tableErrors,
  'views and forms that are wrong': viewErrors,
  'roles and members that are wrong': roleErrors,
  'field groups that are wrong': fieldGroupErrors,
  'dashboards that are wrong': dashboardErrors,
};

describe.each(Object.entries(groups))('%s', (_name, cases) => {
  const rows = cases.map(([code, msg, request, more]) => [code, msg, request, more] as const);

  it.each(rows)('get %d %s', async (code, msg, request, more) => {
    const reply = await refused(request, more?.options);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ code, msg });
    expectErrorBody(reply);
  });
});

describe('the documented HTTP status', () => {
  const stated = Object.values(groups).flatMap((cases) =>
    cases.flatMap(([code, msg, request, more]) =>
      more?.documented === undefined ? [] : [[code, msg, more.documented, request] as const],
    ),
  );

  it.each(stated)('of %d %s is %d', async (code, _msg, status, request) => {
    const reply = await refused(request, { httpStatus: 'documented' });
    expect({ code: reply.body.code, status: reply.status }).toEqual({ code, status });
  });
});

describe('the measured words', () => {
  it.each([
    ['任务描述', 1, 'Multiline', 'be a string'],
    ['状态', 1, 'Single Option', 'be a string'],
    ['截止日期', '2021-02-01', 'Date', 'be a unix timestamp'],
    ['文档地址', 'https://www.baidu.com/', 'Link', 'be an object'],
  ])('say of %s what it was and what it must be', async (name, value, type, must) => {
    const { body } = await refused(({ table }) => [
      'POST',
      `${table}/records`,
      { fields: { [name]: value } },
    ]);
    expect(body.error.message).toBe(
      `Invalid request parameter: 'fields.${name}.fieldValue.${value}.fieldName.${name}'. Correct format : the value of '${type}' must ${must}. Please check and modify accordingly.`,
    );
  });

  it('say which field name was not found', async () => {
    const { body } = await refused(({ table }) => [
      'POST',
      `${table}/records`,
      { fields: { X: 1 } },
    ]);
    expect(body.error.message).toBe(
      "Invalid request parameter: 'fields.X'. Correct format : field_name not found. Please check and modify accordingly.",
    );
  });
});

describe('a base that does not exist', () => {
  it('is answered by the document layer, with HTTP 400 and an empty data', async () => {
    const reply = await refused(() => ['GET', `/apps/${'A'.repeat(27)}`]);
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({ code: 91402, msg: 'NOTEXIST', data: {} });
  });
});

async function refused(
  request: ErrorCase[2],
  options: Partial<FeishuOptions> = {},
): Promise<Reply> {
  const gateway = await Gateway.start({ options });
  const api = (...call: ErrorRequest) => gateway.data(...call);
  const fixture = await createDocumentsTable(gateway.sandbox, api);
  const reply = await gateway.api(...(await request(fixture, api)));
  expect(gateway.errors).toEqual([]);
  return reply;
}

/** The keys of `error` as they were seen on the live service. */
function expectErrorBody({ body, headers }: Reply): void {
  const logId = headers.get('x-tt-logid') ?? '';
  expect(logId).toMatch(/^\d{14}[0-9A-F]{20}$/);
  expect(Object.keys(body)).toEqual(['code', 'msg', 'error']);
  expect(body.error.log_id).toBe(logId);
  expect(body.error.troubleshooter).toMatch(/^排查建议查看\(Troubleshooting suggestions\): https:/);
  expect(body.error.troubleshooter).toContain(`log_id=${logId}&code=${body.code}&method_id=`);
  const known = ['message', 'log_id', 'troubleshooter', 'field_violations'];
  expect(Object.keys(body.error).filter((key) => !known.includes(key))).toEqual([]);
}
