/* What the vendor sends back, as far as it is relied upon; further keys pass through. */

import { z } from 'zod';

const text = z.string();
/** Numbers in some replies, text in others. */
const id = z.union([z.number(), text]);

/** Text on the wire, its content in the tool's answer. */
const jsonText = z.unknown();

export const flowIdReply = { flowId: id };

export const triggered = { flowInstanceId: text };

/** What is no object in the envelope stands under `data`. */
export const flowList = {
  data: z.array(z.object({ flowId: id, flowName: text }).passthrough()).optional(),
};

export const flow = {
  flowId: id,
  flowName: text,
  type: z.number().optional(),
  active: z.number().optional(),
  cycle: text.optional(),
  freq: text.optional(),
  owner: text.optional(),
  parameters: jsonText,
  graph: jsonText,
};

export const exportedFlow = {
  name: text,
  cycle: text.optional(),
  cron: text.optional(),
  parameters: jsonText,
  tasks: z.array(z.object({}).passthrough()).nullish(),
  relations: z.array(z.object({}).passthrough()).nullish(),
};

export const flowInstance = {
  instanceId: text,
  flowId: id,
  flowName: text.optional(),
  status: z.number(),
  statusDesc: text.optional(),
  triggerTime: text.nullish(),
  startTime: text.nullish(),
  endTime: text.nullish(),
  parameters: jsonText,
  graph: jsonText,
};

export const flowInstances = {
  flowInsts: z.array(z.object(flowInstance).passthrough()).nullish(),
};

/** Declared as a list, shown as an object: either may come. */
export const taskInstance = {
  instanceId: text.optional(),
  taskName: text.optional(),
  status: z.number().optional(),
  stsDesc: text.optional(),
  runMode: jsonText,
  data: z.array(z.object({ instanceId: text }).passthrough()).optional(),
};

export const directories = {
  data: z
    .array(z.object({ title: text, key: id, isDirectory: z.boolean() }).passthrough())
    .optional()
    .describe('Tree by children; key is the id of a directory, or of a flow'),
};
