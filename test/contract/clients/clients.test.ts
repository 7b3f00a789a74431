import { jsonSchemaToZod } from '@composio/json-schema-to-zod';
import { JSONSchemaToZod } from '@dmitryrechkin/json-schema-to-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZodTypeAny } from 'zod';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/server.js';
import { toolFixture, toolScenarios } from '../../e2e/fixtures/tool-scenarios.js';
import { newFolder } from '../../support/table-fixture.js';
import { published } from '../../support/toolbox.js';
import { geminiRefusals, toGemini } from './gemini.js';
import { canBeStrict, openAiRefusals, toStrict } from './openai.js';
import { exampleOf, type Schema, typesOf, within } from './walk.js';

interface Listed {
  readonly name: string;
  readonly input: Schema;
  readonly output: Schema;
}

/** The tools as a client gets them: through JSON. */
const tools: readonly Listed[] = published.map(({ listed }) => {
  const { name, inputSchema, outputSchema } = JSON.parse(JSON.stringify(listed));
  return { name, input: inputSchema, output: outputSchema };
});

const byName = tools.map((tool) => [tool.name, tool] as const);

function inputOf(name: string): Schema {
  return tools.find((tool) => tool.name === name)!.input;
}

const converters: Readonly<Record<string, (schema: Schema) => ZodTypeAny>> = {
  '@composio/json-schema-to-zod': (schema) => jsonSchemaToZod(schema as object),
  '@dmitryrechkin/json-schema-to-zod': (schema) =>
    JSONSchemaToZod.convert(schema as Parameters<typeof JSONSchemaToZod.convert>[0]),
};

const table = { app_token: 'bascn', table_id: 'tbl' };
const grid = { columns: ['任务', '标签'], rows: [['x', ['甲', '乙']]] };
const item = { project_key: 'xinghe', work_item_type_key: 'story' };
const time = '2026-11-21T09:30:00+08:00';

/** What tools take that is more than one form, or open. */
const calls: readonly (readonly [string, object])[] = [
  ['bitable_records_create', { ...table, fields: { 任务: 'x' } }],
  ['bitable_records_update', { ...table, record_id: 'rec', fields: { 任务: null } }],
  ['bitable_records_batch_create', { ...table, records: [{ fields: { 任务: 'x', 数: 1 } }] }],
  ['bitable_records_batch_create', { ...table, records: grid }],
  ['bitable_records_batch_update', { ...table, records: grid }],
  ['bitable_records_upsert', { ...table, key_fields: ['任务'], rows: [{ 任务: 'x' }] }],
  ['bitable_records_upsert', { ...table, key_fields: ['任务'], rows: grid }],
  ['bitable_records_search', { ...table, filter: '状态 = 进行中' }],
  ['bitable_records_search', { ...table, filter: { conjunction: 'and', conditions: [] } }],
  ['bitable_records_search', { ...table, sort: [{ field_name: '任务', desc: true }] }],
  ['project_work_items_get', { ...item, work_item_ids: [6300041207, '6300041337'] }],
  ['project_op_records_list', { project_key: 'xinghe', work_item_ids: [1], start: '2026-11-21' }],
  ['enos_flows_trigger', { flowId: 2438, triggerTime: time }],
  ['enos_flows_update_and_trigger', { flowId: '2438', triggerTime: time, parameters: { SITE: 1 } }],
  [
    'enos_flows_update_and_trigger',
    { flowId: '2438', triggerTime: time, parameters: [{ key: 'SITE', value: 'bj' }] },
  ],
];

const folder = newFolder();
let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(async () => {
  await sandbox.close();
  folder.remove();
});

function faultsOf(schema: Schema, isFault: (node: Schema) => boolean): string[] {
  return [...within(schema)].flatMap(([path, node]) => (isFault(node) ? [path] : []));
}

describe.each(byName)('the schemas of %s', (_, { input, output }) => {
  it.each([
    ['input', input],
    ['output', output],
  ])('of its %s type each value, without formats', (_side, schema) => {
    expect(faultsOf(schema, (node) => typesOf(node).length === 0 && !node.anyOf)).toEqual([]);
    expect(faultsOf(schema, ({ oneOf, allOf }) => !!(oneOf ?? allOf))).toEqual([]);
    expect(faultsOf(schema, ({ format }) => format !== undefined)).toEqual([]);
  });

  it('have no union in its output, and in its input only of single types beside nothing else', () => {
    expect(faultsOf(output, ({ anyOf }) => anyOf !== undefined)).toEqual([]);
    const isMixed = ({ anyOf, ...beside }: Schema) =>
      anyOf !== undefined &&
      (Object.keys(beside).length > 0 || anyOf.some((branch) => typeof branch.type !== 'string'));
    expect(faultsOf(input, isMixed)).toEqual([]);
  });

  it('have no list among several types in its input, whose items clients of Gemini lose', () => {
    const isMixed = (node: Schema) => typesOf(node).length > 1 && typesOf(node).includes('array');
    expect(faultsOf(input, isMixed)).toEqual([]);
  });

  it('say of each object whether it is open, or list its keys', () => {
    const isSilent = (node: Schema) =>
      typesOf(node).includes('object') &&
      node.additionalProperties === undefined &&
      node.properties === undefined;
    expect(faultsOf(input, isSilent)).toEqual([]);
    const isClosed = (node: Schema) =>
      typesOf(node).includes('object') && node.additionalProperties !== true;
    expect(faultsOf(output, isClosed)).toEqual([]);
  });
});

describe('OpenAI', () => {
  it.each(byName)('takes %s, strict where no object is open', (_, { input }) => {
    const strict = canBeStrict(input);
    expect(openAiRefusals(strict ? toStrict(input) : input, strict)).toEqual([]);
  });

  it('can call these tools in strict mode, and the others without', () => {
    const list = tools.filter(({ input }) => canBeStrict(input)).map(({ name }) => name);
    expect(list).toMatchSnapshot();
  });
});

describe('Gemini', () => {
  it.each(byName)('takes the parameters of %s', (_, { input }) => {
    expect(geminiRefusals(toGemini(input))).toEqual([]);
  });
});

describe.each(Object.entries(converters))('%s', (_, convert) => {
  it.each(byName)('makes schemas of %s that take its arguments and answers', (_name, tool) => {
    const args = exampleOf(tool.input);
    expect(convert(tool.input).parse(args)).toEqual(args);
    const answer = exampleOf(tool.output);
    expect(convert(tool.output).parse(answer)).toEqual(answer);
  });

  it.each(Object.keys(toolScenarios))('lets the arguments of a call of %s through', (name) => {
    const args = toolScenarios[name]!.args(toolFixture(sandbox, name, folder.path));
    expect(convert(inputOf(name)).parse(args)).toMatchObject(args);
  });

  it.each(calls)('lets %s through with %j', (name, args) => {
    expect(convert(inputOf(name)).parse(args)).toEqual(args);
  });
});
