import { z } from 'zod';
import type { EndpointName } from '../../endpoints/catalogue.js';
import { changesShape } from '../answer/changes.js';
import type { Extension } from '../context/operation.js';
import { saveInput } from './save-input.js';

const count = z.number().optional();

/** The run that a trigger starts can be followed to its end. */
const following: Extension = {
  input: {
    wait: z.boolean().optional().describe('Follow the run to its end'),
    wait_seconds: z.number().int().min(1).max(50).optional().describe('At most; default 45'),
  },
  output: {
    status: z.string().optional().describe('Of the run: SUCCESS, FAIL, RUNNING…'),
    tasks_done: count,
    tasks_total: count,
    failed_tasks: z
      .array(z.object({}))
      .optional()
      .describe('taskInstId, taskName, status, and the tail of its log'),
  },
};

/** Parameters that are not given keep their stored values. */
const withParameters: Extension = {
  input: {
    ...following.input,
    only_given: z.boolean().optional().describe('Leave out stored parameters that are not given'),
  },
  output: { ...following.output, ...changesShape },
};

/** What some tools do beyond one request. */
const extensions: Partial<Readonly<Record<EndpointName, Extension>>> = {
  enos_flows_save: { input: saveInput, output: changesShape },
  enos_flow_instances_cancel: { output: changesShape },
  enos_flows_enable: { output: changesShape },
  enos_flows_disable: { output: changesShape },
  enos_flows_trigger: following,
  enos_flows_trigger_from_task: following,
  enos_flows_update_and_trigger: withParameters,
};

export function enosExtension(name: EndpointName): Extension | undefined {
  return extensions[name];
}
