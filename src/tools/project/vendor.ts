import { noDiagnosis, plainTools, type VendorTools } from '../context/vendor.js';
import { projectSteps } from './follow/steps.js';
import { readGiven } from './read/read-given.js';
import { fieldLines } from './resolve/finder.js';
import { checkLinked } from './resolve/linked.js';

/** Feishu Project: links of work items, pairs and times as people write them. Names are resolved by the steps. */
export const projectTools: VendorTools = {
  ...plainTools,

  read: async (operation, given, context) => ({
    ...readGiven(operation, given, context),
    asRead: false,
  }),

  async resolve(_, args, context) {
    if (Object.keys(context.linked ?? {}).length > 0) {
      await checkLinked(args, context);
    }
    return args;
  },

  stepsOf: projectSteps,

  async explain({ args, cause }, context) {
    if (cause.facts.code === undefined || cause.facts.details?.['field_key'] === undefined) {
      return noDiagnosis;
    }
    return { lines: await fieldLines(context, args, cause), outdated: false };
  },
};
