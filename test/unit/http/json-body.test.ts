import { expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../../src/endpoints/catalogue.js';
import { jsonBody } from '../../../src/http/wire/round-trip.js';

const operate = catalogue.project_subtasks_operate;

it('integers beyond 2^53 are sent as the digits that they are, and no others', () => {
  const note = '7376757770398078142';
  const body = { task_id: '7376757770398078142', note };
  expect(jsonBody(operate, body)).toBe(`{"task_id":7376757770398078142,"note":"${note}"}`);
});

it('lists of them as well', () => {
  const endpoint = catalogue.project_work_items_get;
  const body = { work_item_ids: [1, '9007199254740993'] };
  expect(jsonBody(endpoint, body)).toBe('{"work_item_ids":[1,9007199254740993]}');
});

it('everything else is JSON as usual', () => {
  const endpoint = { ...operate, body: { text: z.string() } };
  expect(jsonBody(endpoint, { text: '7376757770398078142' })).toBe(
    '{"text":"7376757770398078142"}',
  );
});
