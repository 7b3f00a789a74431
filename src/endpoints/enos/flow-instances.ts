import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { numberedPages, service, userOperation } from './operation.js';
import * as reply from './replies.js';
import * as schema from './schemas.js';

const route = `${service}/flowInstances` as const;

export const enosFlowInstances = defineResource('enos_flow_instances', {
  search: {
    ...userOperation('search', 'list_flow_instances'),
    route: `POST ${route}`,
    title: 'Search flow instances',
    summary: 'Runs of flows with their status, by the time they were triggered for.',
    effect: 'read',
    body: {
      type: schema.flowType,
      owner: z.string().default('').describe('User name of the owner; anybody when empty'),
      fromTriggerTime: schema.fromTriggerTime,
      toTriggerTime: schema.toTriggerTime,
      status: schema.statuses,
      expression: schema.expression.default(''),
      pagination: schema.instancePagination.optional(),
    },
    reply: reply.flowInstances,
    // `count` says how many are in the page, as its description reads.
    pages: numberedPages('flowInsts'),
    jsonEncodedPaths: [
      'flowInsts[].parameters',
      'flowInsts[].graph',
      'flowInsts[].graph.parameters',
    ],
  },
  get: {
    ...userOperation('get', 'get_flow_instance'),
    route: `GET ${route}`,
    title: 'Get a flow instance',
    summary: 'A run of a flow: status, times, and in its graph each task with its own status.',
    effect: 'read',
    query: { flowInstId: schema.flowInstId },
    reply: reply.flowInstance,
    jsonEncodedPaths: ['parameters', 'graph', 'graph.parameters'],
  },
  cancel: {
    ...userOperation('cancel', 'cancel_flow_instance'),
    route: `POST ${route}`,
    title: 'Cancel a flow instance',
    summary: 'Stop a run of a flow, with all its tasks.',
    effect: 'update',
    body: { flowInstId: schema.flowInstId },
    reply: {},
  },
});
