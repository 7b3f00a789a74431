import type { UserIdType } from '../../directory.js';
import type { Scope } from '../model.js';

/** What cells are shown with. */
export interface ReadContext {
  readonly scope: Scope;
  readonly userIdType: UserIdType;
  /** Where the links to files point. */
  readonly origin: string;
}
