import type { Scope, UserIdType } from '../model.js';
import type { OptionDrafts } from '../option-drafts.js';

/** What written values are understood with. */
export interface WriteContext {
  readonly scope: Scope;
  readonly userIdType: UserIdType;
  readonly options: OptionDrafts;
}
