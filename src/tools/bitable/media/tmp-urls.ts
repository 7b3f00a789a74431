import type { EndpointSteps } from '../../context/operation.js';
import { attachmentCellIn, extraOf } from './attachment-cell.js';

/** Puts `extra` in place of the cell that the attachments are in. */
export const tmpUrlSteps: EndpointSteps = {
  async before(args) {
    const {
      app_token: _app,
      table_id: _table,
      field_id: _field,
      record_id: _record,
      ...sent
    } = args;
    const { file_tokens: given } = args;
    const fileTokens = Array.isArray(given) ? given.map(String) : [];
    const cell = attachmentCellIn(args);
    return cell === undefined ? sent : { ...sent, extra: extraOf(fileTokens, cell) };
  },
};
