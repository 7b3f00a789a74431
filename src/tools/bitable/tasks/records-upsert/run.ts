import type { Outcome } from '../../../answer/result.js';
import { placeOf, type ToolContext } from '../../../context/tool-context.js';
import { doneOutcome, rehearsedOutcome } from './answer.js';
import { applyPlan } from './apply-plan.js';
import type { UpsertArgs } from './args.js';
import { findMatches } from './find-matches.js';
import { planOf } from './plan.js';
import { preparedUpsert } from './prepared-rows.js';
import { Steps } from './steps.js';

export async function run(args: UpsertArgs, context: ToolContext): Promise<Outcome> {
  const place = placeOf(args);
  const steps = new Steps(context.run);
  const upsert = await preparedUpsert(context, place, args);
  const matches = await findMatches(context, place, upsert, steps);
  const plan = planOf(upsert, matches);
  if (args.dry_run === true) {
    return rehearsedOutcome(plan, upsert.schema);
  }
  const { userIdType } = upsert;
  return doneOutcome(plan, await applyPlan(context, place, plan, { userIdType, steps }));
}
