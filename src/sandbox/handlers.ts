import { appHandlers } from './bitable/apps.js';
import { fieldHandlers } from './bitable/fields.js';
import { recordHandlers } from './bitable/records.js';
import { tableHandlers } from './bitable/tables.js';
import type { Handlers } from './handler.js';

/** The handler of every endpoint of the catalogue. */
export const handlers: Handlers = {
  ...appHandlers,
  ...tableHandlers,
  ...fieldHandlers,
  ...recordHandlers,
};
