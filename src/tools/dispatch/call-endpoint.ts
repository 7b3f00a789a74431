import type { Endpoint, ListingSpec } from '../../core/endpoint.js';
import { InputError } from '../../core/errors.js';
import { pathText } from '../../core/path.js';
import { columnNames } from '../answer/listing.js';
import type { Outcome } from '../answer/result.js';
import { rehearse } from '../context/dry-run.js';
import type { EndpointOperation, EndpointSteps, Resend } from '../context/operation.js';
import { type Args, type ToolContext, underWriterLock } from '../context/tool-context.js';
import type { EndpointCall, VendorTools } from '../context/vendor.js';
import { withCleared } from '../input/clear.js';
import { sendRequests } from './send-requests.js';

/** Calls the endpoint of a tool in the vendor's terms; a dry run shows what would be sent. */
export async function callEndpointTool(
  operation: EndpointOperation,
  { part: _part, offset: _offset, ...given }: Args,
  context: ToolContext,
  vendor: VendorTools,
): Promise<Outcome> {
  const steps = vendor.stepsOf(operation.name);
  const asked = withCleared(operation.endpoint, given);
  const calling = { operation, given: asked, vendor, steps };
  return steps?.locked === true && given['dry_run'] !== true
    ? underWriterLock(context, operation.name, asked, (locked) => run(calling, locked))
    : run(calling, context);
}

interface Calling {
  readonly operation: EndpointOperation;
  readonly given: Args;
  readonly vendor: VendorTools;
  readonly steps: EndpointSteps | undefined;
}

async function run(
  { operation: { name, endpoint }, given, vendor, steps }: Calling,
  context: ToolContext,
): Promise<Outcome> {
  const { dry_run: dryRun, ...sent } = given;
  const { args: own, raw, chosen } = withoutListingArguments(endpoint, sent);
  const args = (await steps?.before?.(own, context, dryRun === true)) ?? own;
  checkCrossFieldRule(endpoint, args);
  const plain = { name, endpoint, args };
  const { listing } = endpoint;
  const listed =
    listing === undefined || raw
      ? undefined
      : await vendor.listing(plain, listing, chosen, context);
  const prepared = await vendor.prepare(plain, context, dryRun === true);
  const call = { ...prepared, listed, isRaw: raw };
  const unsent = await steps?.unsent?.(own, context);
  if (unsent !== undefined) {
    return dryRun === true ? { ...unsent, facts: { dry_run: true, requests: 0 } } : unsent;
  }
  if (call.isUnsent === true) {
    return { facts: { dry_run: true, requests: 0 }, notes: [] };
  }
  if (dryRun === true) {
    return planned(rehearse(name, endpoint, call.args), steps);
  }
  try {
    const resend = (others: Args) => sendRequests(context, { ...call, args: others });
    const outcome = await send(call, own, { context, steps, resend });
    return (await steps?.after?.(outcome, own, context, resend)) ?? outcome;
  } finally {
    vendor.invalidate(plain, context);
  }
}

async function planned(plan: Outcome, steps: EndpointSteps | undefined): Promise<Outcome> {
  return (await steps?.planned?.(plan)) ?? plan;
}

interface Sending {
  readonly context: ToolContext;
  readonly steps: EndpointSteps | undefined;
  readonly resend: Resend;
}

async function send(
  call: EndpointCall,
  args: Args,
  { context, steps, resend }: Sending,
): Promise<Outcome> {
  try {
    return (await steps?.perform?.(call.args, context)) ?? (await sendRequests(context, call));
  } catch (error) {
    if (steps?.failed === undefined) {
      throw error;
    }
    return steps.failed(error, args, context, resend);
  }
}

/** How a call wants its listing shown, and the arguments that are left. */
interface ListingArguments {
  readonly args: Args;
  readonly raw: boolean;
  /** The columns that are named. */
  readonly chosen: readonly string[] | undefined;
}

/** Takes out what only says how a listing is shown. Fields that the vendor selects itself stay, without columns of ours. */
function withoutListingArguments({ listing, query, body }: Endpoint, args: Args): ListingArguments {
  if (listing === undefined) {
    return { args, raw: false, chosen: undefined };
  }
  const { raw = false, fields, ...others } = args;
  const shapes = { ...query, ...body };
  const selector = ['fields', 'field_selected'].find((key) => key in shapes);
  const given = fields ?? (selector === undefined ? undefined : args[selector]);
  const names = Array.isArray(given) && given.length > 0 ? given.map(String) : undefined;
  const shown = { raw: raw === true, chosen: names };
  const selected = selectedOf(listing, names, raw === true);
  return selector === undefined || selected.length === 0
    ? { args: others, ...shown }
    : { args: { ...others, [selector]: selected }, ...shown };
}

/** The fields to select of the vendor: those of the names that are not columns of ours. */
function selectedOf(
  listing: ListingSpec,
  names: readonly string[] = [],
  raw: boolean,
): readonly string[] {
  const own = new Set(columnNames(listing));
  const selected = names.filter((name) => !own.has(name));
  return selected.length > 0 || raw ? selected : (listing.selectsAtLeast ?? []);
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
