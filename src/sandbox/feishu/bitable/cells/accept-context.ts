import type { UserIdType } from '../../directory.js';
import type { OptionDrafts } from '../fields/option-drafts.js';
import type { Scope } from '../model.js';

/** What written values are understood with. */
export interface WriteContext {
  readonly scope: Scope;
  readonly userIdType: UserIdType;
  readonly options: OptionDrafts;
}
