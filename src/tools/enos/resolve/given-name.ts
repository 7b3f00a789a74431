import type { EndpointName } from '../../../endpoints/catalogue.js';
import type { Args } from '../../context/tool-context.js';

/** A name in the arguments of a call. */
export interface GivenName {
  readonly tool: EndpointName;
  readonly argument: string;
  /** Arguments whose names are resolved by then. */
  readonly args: Args;
  readonly given: string | number;
  /** Also what has the form of an id is looked up. */
  readonly checksIds: boolean;
}
