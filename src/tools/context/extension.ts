import type { ZodRawShape } from 'zod';
import type { Outcome } from '../answer/result.js';
import type { Args, ToolContext } from './tool-context.js';

/** What the tool of an endpoint does beyond its request. */
export interface Extension {
  /** Further arguments, which are not sent. */
  readonly input?: ZodRawShape;
  /** Further facts of its answer; each is optional. */
  readonly output?: ZodRawShape;
  load(): Promise<ExtensionSteps>;
}

export interface ExtensionSteps {
  /** The arguments in the vendor's terms, without those that are not sent. */
  before?(args: Args, context: ToolContext): Promise<Args>;
  /** What follows a success; not after a rehearsal. `args` are as the caller gave them. */
  after?(outcome: Outcome, args: Args, context: ToolContext): Promise<Outcome>;
  /** What a failure turns out to be after all; throws it where it is one. */
  failed?(error: unknown, args: Args, context: ToolContext): Promise<Outcome>;
}
