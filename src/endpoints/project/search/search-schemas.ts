import { z } from 'zod';
import type { Json } from '../../../core/json.js';
import { terse } from '../../../core/terse.js';
import type { Rule } from '../rules.js';
import { json, keys } from '../schemas.js';

/** "Search parameter formats": spelled exactly so. */
const operators = [
  '~',
  '!~',
  '=',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'HAS ANY OF',
  'HAS NONE OF',
  'IS NULL',
  'IS NOT NULL',
  'CONTAINS',
  'NOT CONTAINS',
  'MEET',
  'NOT MEET',
] as const;

interface SearchParam {
  param_key: string;
  operator: (typeof operators)[number];
  value?: Json | undefined;
  pre_operator?: 'EVERY' | 'ANY' | undefined;
  value_search_groups?: SearchGroup | undefined;
}

interface SearchGroup {
  conjunction: 'AND' | 'OR';
  search_params?: SearchParam[] | undefined;
  search_groups?: SearchGroup[] | undefined;
}

const searchParam: z.ZodType<SearchParam> = z
  .object({
    param_key: z.string(),
    operator: z.enum(operators),
    value: json.optional(),
    /** Of sub-fields of compound fields only. */
    pre_operator: z.enum(['EVERY', 'ANY']).optional(),
    value_search_groups: z.lazy(() => innerGroup).optional(),
  })
  .strict();

const group = z
  .object({
    conjunction: z.enum(['AND', 'OR']),
    search_params: z.array(searchParam).optional(),
    search_groups: z.array(z.lazy(() => innerGroup)).optional(),
  })
  .strict();

const innerGroup: z.ZodType<SearchGroup> = group;

const mostConditions = 50;

/** 20064 counts the conditions of all groups. */
export const conditionsFit: Rule = {
  holds: ({ search_group: asked }) => {
    const { data } = group.safeParse(asked);
    return data === undefined || conditionsIn(data) <= mostConditions;
  },
  path: 'search_group',
  message: `at most ${mostConditions} conditions`,
};

function conditionsIn({ search_params = [], search_groups = [] }: SearchGroup): number {
  const inner = search_groups.map(conditionsIn);
  return inner.reduce((total, count) => total + count, search_params.length);
}

export function searchGroup(description: string) {
  return terse(group.describe(description));
}

/** The one place that says the language; the other tools point at it. */
export const searchGroupInFull = searchGroup(
  '{conjunction: AND|OR, search_params: [{param_key, operator, value}], search_groups}; operators = != < > <= >= ~ !~ "HAS ANY OF" "HAS NONE OF" CONTAINS "NOT CONTAINS" "IS NULL" "IS NOT NULL"; param_key a field key, or current_nodes, people, work_item_id, work_item_status',
);

export const searchGroupBriefly = searchGroup('As in project_work_items_search');

/** Beside a list of user keys, what they are to the item. */
export const searchUser = terse(
  z
    .object({
      user_keys: z.array(z.string()).min(1).max(10),
      field_key: z.enum(['owner', 'watchers', 'issue_operator', 'issue_reporter']).optional(),
      role: z.string().min(1).optional(),
    })
    .strict()
    .describe('{user_keys, field_key: owner|watchers|issue_operator|issue_reporter, role}'),
);

/** "Structures", WorkItemStatus: a filter looks at the key only. */
export const statuses = terse(
  z.array(z.object({ state_key: z.string() }).strict()).describe('Statuses, [{state_key}]'),
);

export const fieldSelected = keys('Field keys to return; only ids when absent', 20);

export const sort = terse(
  z
    .object({
      field_key: z.string(),
      field_type: z.string().min(1).optional(),
      work_item_type_key: z.string().min(1).optional(),
      order: z.string().min(1).optional(),
      params: z.record(z.string()).optional(),
    })
    .strict()
    .describe('{field_key, field_type, order}'),
);

/** Flags as texts, as the SDK has them. */
export const features = z.record(z.string()).describe('Switches, such as {FindAborted: "true"}');

export const dataSources = terse(
  z
    .array(
      z
        .object({ project_key: z.string(), work_item_type_keys: z.string().min(1).optional() })
        .strict(),
    )
    .describe('[{project_key, work_item_type_keys}]'),
);
