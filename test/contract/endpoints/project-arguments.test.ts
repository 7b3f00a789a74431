import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { splitRoute } from '../../../src/core/endpoint.js';
import {
  type ProjectEndpointName,
  projectCatalogue,
  usualProjectEndpoints,
} from '../../../src/endpoints/catalogue.js';
import type { ProjectEndpoint } from '../../../src/endpoints/project/project-endpoint.js';

/** What is wrong with arguments: path and message of each fault, singly and together. */
function faultsOf(name: ProjectEndpointName, args: Readonly<Record<string, unknown>>): string[] {
  const { path, query, body, crossFieldRule }: ProjectEndpoint = projectCatalogue[name];
  const single = z
    .object({ ...path, ...query, ...body })
    .strict()
    .safeParse(args);
  const all = crossFieldRule?.safeParse(args);
  const issues = [...(single.error?.issues ?? []), ...(all?.error?.issues ?? [])];
  return issues.map(({ path: place, message }) => `${place.join('.')}: ${message}`);
}

const item = { project_key: 'doc', work_item_type_key: 'story', work_item_id: '1259200001' };

describe('project_nodes_operate', () => {
  const node = { ...item, node_id: 'doing' };

  it('takes the request that its page shows', () => {
    const shown = {
      ...node,
      action: 'rollback',
      rollback_reason: '任务回滚',
      node_schedule: {
        estimate_start_date: 1722182400000,
        estimate_end_date: 1722355199999,
        points: 1,
      },
      role_assignee: [{ owners: [], role: 'PM' }],
      fields: [
        {
          field_alias: 'sentry_link',
          field_key: 'field_658c22',
          field_type_key: 'text',
          field_value: '23333',
        },
      ],
    };
    expect(faultsOf('project_nodes_operate', shown)).toEqual([]);
  });

  it('wants to know why a node is rolled back, and only then', () => {
    const why = ['rollback_reason: needed where action is rollback'];
    expect(faultsOf('project_nodes_operate', { ...node, action: 'confirm' })).toEqual([]);
    expect(faultsOf('project_nodes_operate', { ...node, action: 'rollback' })).toEqual(why);
    const blank = { ...node, action: 'rollback', rollback_reason: ' ' };
    expect(faultsOf('project_nodes_operate', blank)).toEqual(why);
  });

  it('lets owners be cleared', () => {
    const cleared = { ...node, action: 'confirm', node_owners: [] };
    expect(faultsOf('project_nodes_operate', cleared)).toEqual([]);
  });

  it.each([
    ['seconds', { node_schedule: { estimate_start_date: 1722182400 } }],
    ['a field without key and alias', { fields: [{ field_value: 'x' }] }],
    ['a role without a name', { role_assignee: [{ owners: ['7012345678901234567'] }] }],
    ['a key that nobody knows', { fields: [{ field_key: 'a', value: 'x' }] }],
  ])('refuses %s', (_, wrong) => {
    const args = { ...node, action: 'confirm', ...wrong };
    expect(faultsOf('project_nodes_operate', args)).toHaveLength(1);
  });
});

describe('project_compound_fields_update', () => {
  const field = { project_key: 'doc', work_item_id: 1181795001, field_key: 'field_84b' };
  const group = [{ field_key: 'field_1', field_value: 'a' }];
  const faults = (args: Readonly<Record<string, unknown>>) =>
    faultsOf('project_compound_fields_update', { ...field, ...args });

  it.each([
    ['deletes a group', { action: 'delete', group_uuid: 'InDBOBCF' }],
    ['updates one group', { action: 'update', group_uuid: 'InDBOBCF', fields: [group] }],
    ['adds a group', { action: 'add', fields: [group] }],
    ['adds many groups', { action: 'add', fields: [group, group, group] }],
  ])('%s', (_, args) => {
    expect(faults(args)).toEqual([]);
  });

  it.each([
    [{ action: 'delete' }, ['group_uuid: needed where action is delete']],
    [
      { action: 'delete', group_uuid: 'InDBOBCF', fields: [group] },
      ['fields: not allowed where action is delete'],
    ],
    [{ action: 'update', fields: [group] }, ['group_uuid: needed where action is update']],
    [
      { action: 'update', group_uuid: 'InDBOBCF' },
      ['fields: exactly one entry where action is update'],
    ],
    [
      { action: 'update', group_uuid: 'InDBOBCF', fields: [group, group] },
      ['fields: exactly one entry where action is update'],
    ],
    [
      { action: 'add', group_uuid: 'InDBOBCF', fields: [group] },
      ['group_uuid: not allowed where action is add'],
    ],
    [{ action: 'add' }, ['fields: needed where action is add']],
    [{ action: 'add', fields: [] }, ['fields: needed where action is add']],
  ])('refuses %j before anything is sent', (args, expected) => {
    expect(faults(args)).toEqual(expected);
  });

  it('takes the field by its key or its alias', () => {
    const { field_key: _, ...nameless } = field;
    const args = { ...nameless, action: 'add', fields: [group] };
    const name = 'project_compound_fields_update';
    expect(faultsOf(name, args)).toEqual(['field_key: give field_key or field_alias']);
    expect(faultsOf(name, { ...args, field_alias: 'rows' })).toEqual([]);
  });

  it('refuses a group that is no list of fields', () => {
    expect(faults({ action: 'add', fields: group })).toHaveLength(1);
    expect(faults({ action: 'add', fields: [[]] })).toHaveLength(1);
  });
});

describe('arguments that belong together', () => {
  it.each([
    ['project_spaces_get', {}, 1],
    ['project_spaces_get', { simple_names: ['doc'] }, 0],
    ['project_users_query', {}, 1],
    ['project_users_query', { emails: ['a@b.c'] }, 0],
    ['project_users_query', { emails: lots(60), user_keys: lots(41) }, 1],
    ['project_users_query', { emails: lots(60), user_keys: lots(40) }, 0],
    ['project_subtasks_search', { project_keys: lots(6), simple_names: lots(5) }, 1],
    ['project_subtasks_create', { ...item, node_id: 'n', name: 'a', assignee: ['u'] }, 0],
    [
      'project_subtasks_create',
      {
        ...item,
        node_id: 'n',
        name: 'a',
        assignee: ['u'],
        role_assignee: [{ role: 'PM', owners: [] }],
      },
      1,
    ],
    ['project_work_items_abort', { ...item, is_aborted: true, reason_option: 'cancel' }, 0],
    ['project_work_items_abort', { ...item, is_aborted: true, reason_option: 'other' }, 1],
    ['project_work_items_abort', { ...item, is_aborted: true, reason_option: 'restart' }, 1],
    ['project_work_items_abort', { ...item, is_aborted: false, reason_option: 'cancel' }, 1],
    ['project_op_records_list', { project_key: 'k', work_item_ids: [1], start: day(1) }, 1],
    [
      'project_op_records_list',
      { project_key: 'k', work_item_ids: [1], start: day(1), end: day(8) },
      0,
    ],
    [
      'project_op_records_list',
      { project_key: 'k', work_item_ids: [1], start: day(1), end: day(9) },
      1,
    ],
    [
      'project_fixed_views_update',
      { project_key: 'k', work_item_type_key: 't', view_id: 'v', add_work_item_ids: [1] },
      0,
    ],
    ['project_fixed_views_update', { project_key: 'k', work_item_type_key: 't', view_id: 'v' }, 1],
    ['project_comments_create', { ...item, content: '' }, 1],
    ['project_comments_create', { ...item, content: 'Done.' }, 0],
    ['project_states_change', { ...item, transition_id: 0 }, 1],
    ['project_reviews_update', { project_key: 'k', work_item_id: 1, reset: true }, 0],
    ['project_reviews_update', { project_key: 'k', work_item_id: 1, opinion: 'good' }, 1],
  ] as const)('of %s are looked at: %j', (name, args, faults) => {
    expect(faultsOf(name, args)).toHaveLength(faults);
  });
});

describe('the conditions of a search', () => {
  const param = { param_key: 'priority', operator: 'HAS ANY OF', value: ['1'] };
  const asked = (search_group: unknown) => ({
    project_key: 'doc',
    work_item_type_key: 'story',
    search_group,
  });
  const faults = (group: unknown) => faultsOf('project_work_items_search', asked(group));

  it('may be nested', () => {
    const inner = { conjunction: 'OR', search_params: [param, param] };
    const group = { conjunction: 'AND', search_params: [param], search_groups: [inner] };
    expect(faults(group)).toEqual([]);
  });

  it('are at most 50, however they are nested', () => {
    const half = { conjunction: 'OR', search_params: Array.from({ length: 25 }, () => param) };
    const full = { conjunction: 'AND', search_groups: [half, half] };
    expect(faults(full)).toEqual([]);
    expect(faults({ ...full, search_params: [param] })).toEqual([
      'search_group: at most 50 conditions',
    ]);
  });

  it.each([
    [{ search_params: [param] }],
    [{ conjunction: 'and', search_params: [param] }],
    [{ conjunction: 'AND', search_params: [{ ...param, operator: 'LIKE' }] }],
    [{ conjunction: 'AND', search_groups: [{ conjunction: 'AND', search_params: [{}] }] }],
  ])('are refused where the vendor would: %j', (group) => {
    expect(faults(group).length).toBeGreaterThan(0);
  });
});

describe('the endpoints of Feishu Project', () => {
  const endpoints = Object.entries<ProjectEndpoint>(projectCatalogue);

  it('have no two routes alike', () => {
    const routes = endpoints.map(([, { route }]) => route.replaceAll(/\{\w+\}/g, '{}'));
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('have arguments that do not collide, with each other or with paging', () => {
    for (const [name, { path, query = {}, body = {} }] of endpoints) {
      const keys = [path, query, body].flatMap((shape) => Object.keys(shape));
      const taken = new Set([...keys, 'limit', 'cursor', 'dry_run']);
      expect([name, taken.size]).toEqual([name, keys.length + 3]);
    }
  });

  it('say in a title, a sentence and a link what they are', () => {
    for (const [, { title, summary, docs }] of endpoints) {
      expect(title).toMatch(/^[A-Z][^.]{3,40}$/);
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(docs).toMatch(/^https:\/\/project\.feishu\.cn\/b\/helpcenter\/1p8d7djs\/\w+$/);
    }
  });

  it('send a body with a DELETE in four cases only', () => {
    const odd = endpoints.filter(
      ([, { route, body }]) => body !== undefined && splitRoute(route).method === 'DELETE',
    );
    expect(odd.map(([name]) => name).sort()).toEqual([
      'project_ai_fields_delete_files',
      'project_associations_unbind',
      'project_relations_delete',
      'project_work_hours_delete',
    ]);
  });

  it('are told to agents by names without repeats, none of them a step of a task', () => {
    expect(new Set(usualProjectEndpoints).size).toBe(usualProjectEndpoints.length);
    const steps = usualProjectEndpoints.filter((name) => 'partOf' in projectCatalogue[name]);
    expect(steps).toEqual([]);
  });

  it('keep what most calls need out of what a short list leaves out', () => {
    for (const [name, { hiddenArguments = [], query = {}, body = {} }] of endpoints) {
      const shape = { ...query, ...body };
      const needed = hiddenArguments.filter((key) => shape[key]?.isOptional() !== true);
      expect([name, needed]).toEqual([name, []]);
    }
  });
});

function lots(length: number): string[] {
  return Array.from({ length }, (_, index) => `k${index}`);
}

function day(number: number): number {
  return Date.UTC(2026, 10, number);
}
