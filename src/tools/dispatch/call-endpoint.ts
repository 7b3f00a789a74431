import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { InputError } from '../../core/errors.js';
import { pathText } from '../../core/path.js';
import type { EndpointName } from '../../endpoints/catalogue.js';
import type { Outcome } from '../answer/result.js';
import { type Question, questionOf } from '../bitable/query/record-query.js';
import { withCells } from '../bitable/write/cells.js';
import { rehearse } from '../context/dry-run.js';
import type { ExtensionSteps } from '../context/extension.js';
import { extensionOf } from '../context/extensions.js';
import { type Args, placeOf, type ToolContext } from '../context/tool-context.js';
import { perform } from './send-requests.js';

/** One call of an endpoint's tool, in the vendor's terms, unless it is a rehearsal. */
export async function runEndpoint(
  name: EndpointName,
  endpoint: Endpoint,
  given: Args,
  context: ToolContext,
): Promise<Outcome> {
  const { dry_run: dryRun, ...own } = given;
  const rehearsal = dryRun === true;
  const steps = await extensionOf(name)?.load();
  const args = (await steps?.before?.(own, context)) ?? own;
  checkCrossFieldRule(endpoint, args);
  const question = await questionOf(
    context,
    name,
    await withCells(context, endpoint, args, { rehearsal }),
  );
  if (rehearsal) {
    return rehearse(name, endpoint, question.args);
  }
  try {
    const outcome = await performed(context, question, own, steps);
    return (await steps?.after?.(outcome, own, context)) ?? outcome;
  } finally {
    forgetSchema(endpoint, args, context);
  }
}

async function performed(
  context: ToolContext,
  question: Question,
  args: Args,
  steps: ExtensionSteps | undefined,
): Promise<Outcome> {
  try {
    return await perform(context, question);
  } catch (error) {
    if (steps?.failed === undefined) {
      throw error;
    }
    return steps.failed(error, args, context);
  }
}

/** Runs cross-field rules after every single argument has passed. */
function checkCrossFieldRule({ crossFieldRule }: Endpoint, args: Args): void {
  const checked = crossFieldRule?.safeParse(args);
  if (checked?.success === false) {
    throw new InputError(
      checked.error.issues.map(({ path, message }) => ({
        path: pathText(path) || 'arguments',
        problem: message,
      })),
    );
  }
}

/** Whatever changes a base other than by its records may change what is known of it. */
function forgetSchema(
  { effect, cells, batch }: Endpoint,
  args: Args,
  { memory }: ToolContext,
): void {
  const ofRecords = cells !== undefined || batch?.over === 'records';
  if (effects[effect].writes && !ofRecords && typeof args['app_token'] === 'string') {
    memory.forget(placeOf(args).appToken);
  }
}
