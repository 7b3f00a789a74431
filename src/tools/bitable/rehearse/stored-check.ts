import type { InputIssue } from '../../../core/errors.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import type { NameFinder } from '../read/name-finder.js';

/** What a check reads through; listings are read once. */
export interface StoredReads {
  readonly context: ToolContext;
  readonly finder: NameFinder;
}

/** Says what of a call the vendor would refuse for what is stored; `args` are in the vendor's terms. */
export type StoredCheck = (args: Args, reads: StoredReads) => Promise<readonly InputIssue[]>;
