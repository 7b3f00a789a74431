import { noDiagnosis, plainTools, type VendorTools } from '../context/vendor.js';
import { namesInRefusal } from './explain/named-ids.js';
import { projectSteps } from './follow/steps.js';
import { projectListing } from './listing/view.js';
import { readGiven } from './read/read-given.js';
import { withFreshNames } from './resolve/finder.js';
import { checkLinked } from './resolve/linked.js';
import { resolveSpace } from './resolve/work-item-ref.js';

/** Feishu Project: links of work items, pairs and times as people write them. Names are resolved by the steps. */
export const projectTools: VendorTools = {
  ...plainTools,

  read: async (operation, given, context) => ({
    ...readGiven(operation, given, context),
    asRead: false,
  }),

  /** The writer's lock of a space is keyed by its key, whatever the caller calls it. */
  async resolve(operation, args, context) {
    if (Object.keys(context.linked ?? {}).length > 0) {
      await checkLinked(args, context);
    }
    const { oneWriterPer } = operation.kind === 'endpoint' ? operation.endpoint : {};
    const { project_key } = args;
    if (oneWriterPer !== 'project_key' || typeof project_key !== 'string') {
      return args;
    }
    const key = await withFreshNames(context, (names) => resolveSpace({ project_key }, names));
    return { ...args, project_key: key };
  },

  stepsOf: projectSteps,

  listing: projectListing,

  async explain({ args, cause }, context) {
    const names = await namesInRefusal(cause, args, context);
    return { ...noDiagnosis, names };
  },
};
