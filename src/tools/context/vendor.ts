import type { Endpoint, ListingSpec } from '../../core/endpoint.js';
import type { ApiError } from '../../core/errors.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { EndpointName } from '../../endpoints/catalogue.js';
import type { Client } from '../../http/calls.js';
import type { Failure } from '../answer/failure-text.js';
import { chosenListing, type ReplyListing } from '../answer/listing.js';
import type { Diagnosis } from '../answer/render.js';
import type { Outcome, RecordView } from '../answer/result.js';
import type { EndpointSteps, Operation } from './operation.js';
import type { Args, ToolContext } from './tool-context.js';

/** Arguments in the form that the schemas know. */
export interface ReadInput {
  readonly input: unknown;
  /** Whether records came in the form in which they are given out. */
  readonly asRead: boolean;
  /** By argument: what a link beside it holds, where that is written otherwise. */
  readonly linked?: Readonly<Record<string, string>>;
}

/** One call of an endpoint, its arguments checked. */
export interface PlainCall {
  readonly name: EndpointName;
  readonly endpoint: Endpoint;
  readonly args: Args;
}

/** One call of an endpoint in the vendor's terms, and how its reply is shown. */
export interface EndpointCall extends PlainCall {
  /** Selects the items that count, where the vendor cannot; undefined for all. */
  readonly keep: ((item: JsonObject) => boolean) | undefined;
  readonly view: RecordView;
  /** Shows the items of the reply as columns and rows; undefined where they go as they came. */
  readonly listed?: ReplyListing | undefined;
  /** The reply was asked for as the vendor sends it. */
  readonly isRaw?: boolean;
  /** Of a write that depends on what is stored, or shows it. */
  readonly stored?: StoredValues | undefined;
  /** Of a dry run: nothing of it would be sent. */
  readonly isUnsent?: boolean | undefined;
  /** Gives the view for records that were read, whose schema may be newer than the known one. */
  freshView?(records: readonly Json[]): Promise<RecordView>;
}

/** What a write does with the values that are stored. */
export interface StoredValues {
  /** Runs before each request, under its writer's lock: reads what is stored, and gives the arguments that are sent. */
  before(args: Args, context: ToolContext): Promise<Args>;
  /** Takes out of the arguments of a request what changes nothing; undefined where all of it is sent. */
  withoutUnchanged?(args: Args): SentPart;
  /** Adds what changed to the outcome, from the records or objects of the vendor's replies. */
  report(outcome: Outcome, replies: readonly Json[]): Outcome;
}

/** What is left of a request once what changes nothing is taken out. */
export interface SentPart {
  /** Undefined where nothing is left to send. */
  readonly args: Args | undefined;
  /** Adds what was taken out to the data of the reply, as written. */
  complete(data: JsonObject): JsonObject;
}

export interface FailedCall {
  /** Undefined for a task, whose rows are its own. */
  readonly endpoint: Endpoint | undefined;
  /** As the caller gave them, with ids for names. */
  readonly args: Args;
  readonly error: Failure;
  /** The vendor's answer in it. */
  readonly cause: ApiError;
}

/** What the tools of one vendor do beyond a plain request. */
export interface VendorTools {
  /** Gives the client that the requests of one tool call go through, where that is more than the plain one. */
  clientFor?(client: Client): Client;
  /** Puts what people write into the form that the schemas know: links, grids, dates. */
  read(operation: Operation, given: unknown, context: ToolContext): Promise<ReadInput>;
  /** Trades names for ids in parsed arguments. `checksIds`: looks up also what has the form of an id. */
  resolve<Given extends Args>(
    operation: Operation,
    args: Given,
    context: ToolContext,
    checksIds?: boolean,
  ): Promise<Given>;
  /** Tells whether a refusal may come of a name that has the form of an id and was sent as one. */
  saysUnknownId(error: ApiError): boolean;
  /** Gives the steps of one call of an endpoint; undefined for a plain request. */
  stepsOf(name: EndpointName): EndpointSteps | undefined;
  /** Puts a call into the vendor's terms: cells, filter, order. `dryRun` creates nothing on the way. */
  prepare(call: PlainCall, context: ToolContext, dryRun: boolean): Promise<EndpointCall>;
  /** Says how the items of a reply are shown; `chosen` holds the columns that the call named. Runs before anything is sent. */
  listing(
    call: PlainCall,
    listing: ListingSpec,
    chosen: readonly string[] | undefined,
    context: ToolContext,
  ): Promise<ReplyListing>;
  /** Forgets what a write may have changed; called whatever came of it. */
  invalidate(call: PlainCall, context: ToolContext): void;
  /** Looks at the vendor's data for what a failure does not say. */
  explain(failed: FailedCall, context: ToolContext): Promise<Diagnosis>;
}

/** What a vendor without cells, names or links of its own does. */
export const plainTools: VendorTools = {
  read: async (_, given) => ({ input: given, asRead: false }),
  resolve: async (_, args) => args,
  saysUnknownId: () => false,
  stepsOf: () => undefined,
  prepare: async (call) => ({ ...call, keep: undefined, view: plainView }),
  listing: async (_, listing, chosen) => chosenListing(listing, chosen),
  invalidate: () => {},
  explain: async () => noDiagnosis,
};

export const noDiagnosis: Diagnosis = { lines: [], outdated: false };

const plainView: RecordView = { schema: undefined, fieldNames: undefined, segments: false };
