import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { service, userOperation } from './operation.js';
import * as reply from './replies.js';
import { taskInstId } from './schemas.js';

const route = `GET ${service}/taskInstances` as const;

export const enosTaskInstances = defineResource('enos_task_instances', {
  get: {
    ...userOperation('get', 'get_task_instance'),
    route,
    title: 'Get a task instance',
    summary: 'A run of one task: status, times, command, retries.',
    effect: 'read',
    query: { taskInstId },
    reply: reply.taskInstance,
    jsonEncodedPaths: ['runMode', 'data[].runMode'],
  },
  get_log: {
    ...userOperation('getLog', 'get_task_instance_log'),
    route,
    title: 'Get the log of a task',
    summary: 'What a run of a task printed; there is none before it started.',
    effect: 'read',
    query: {
      taskInstId,
      maxLength: z.number().int().min(1).describe('Characters; default 2^20').optional(),
    },
    reply: { log: z.string() },
  },
});
