import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { flowType } from './codes.js';
import * as listing from './listings.js';
import { numberedPages, operation, service, userOperation } from './operation.js';
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
      type: flowType.optional().describe(`${flowType.description}; all when absent`),
      owner: z.string().default('').describe('User name of the owner; anybody when empty'),
      fromTriggerTime: schema.fromTriggerTime,
      toTriggerTime: schema.toTriggerTime,
      status: schema.statuses,
      expression: schema.expression.default(''),
      pagination: schema.instancePagination.optional(),
    },
    crossFieldRule: schema.orderedTimes,
    reply: reply.flowInstances,
    listing: listing.runs,
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
    listing: listing.taskRuns,
    moreListings: [listing.relations, listing.awaitedFlows],
    omitsInReply: ['graph'],
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

const taskInstances = `GET ${service}/taskInstances` as const;

export const enosTaskInstances = defineResource('enos_task_instances', {
  get: {
    ...userOperation('get', 'get_task_instance'),
    route: taskInstances,
    title: 'Get a task instance',
    summary: 'A run of one task: status, times, command, retries.',
    effect: 'read',
    query: { taskInstId: schema.taskInstId },
    reply: reply.taskInstance,
    jsonEncodedPaths: ['runMode', 'data[].runMode'],
  },
  get_log: {
    ...userOperation('getLog', 'get_task_instance_log'),
    route: taskInstances,
    title: 'Get the log of a task',
    summary: 'What a run of a task printed; there is none before it started.',
    effect: 'read',
    query: {
      taskInstId: schema.taskInstId,
      maxLength: z.number().int().min(1).describe('Characters; default 2^20').optional(),
    },
    reply: { log: z.string() },
    endFirst: 'log',
  },
});

const time = `GET ${service}/time` as const;

export const enosTime = defineResource('enos_time', {
  get_current: {
    ...operation('getCurrentTime', 'get_current_time'),
    route: time,
    title: 'Get the time of EnOS',
    summary: "The time of the service's own clock, in Unix milliseconds.",
    effect: 'read',
    reply: { data: z.number().describe('Unix ms') },
  },
  get_zone: {
    ...operation('getTimeZone', 'get_time_zone'),
    route: time,
    title: 'Get the zone of EnOS',
    summary: 'The time zone in which the service writes times, such as GMT+8.',
    effect: 'read',
    reply: { timezone: z.string() },
  },
});
