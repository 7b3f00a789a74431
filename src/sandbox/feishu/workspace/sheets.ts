import type { JsonObject } from '../../../core/json.js';
import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import { findDocument } from '../drive/documents.js';
import { reaches, rightTo } from '../drive/rights.js';
import { refuse } from '../refusal.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { Sheet, Spreadsheet, World } from '../world.js';

export const metainfoHandlers = {
  sheets_metainfo_get: (request, world) => {
    const spreadsheet = readableSpreadsheet(request, world);
    const { token, title, revision, sheets } = spreadsheet;
    return {
      spreadsheetToken: token,
      properties: {
        title,
        ...ownerReply(spreadsheet, request, world),
        sheetCount: sheets.length,
        revision,
      },
      sheets: sheets.map(sheetReply),
    };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `sheets_metainfo_${string}`>>;

/** The v2 calls of spreadsheets are refused by the document layer. */
function readableSpreadsheet({ path, identity }: SandboxRequest, world: World): Spreadsheet {
  const token = path['spreadsheet_token'] ?? '';
  if (world.drive.deleted.has(token)) refuse(1310249);
  const spreadsheet = world.sheets.get(token) ?? refuse(91402);
  const inDrive = findDocument(token, world);
  const mayRead = inDrive && reaches(rightTo(inDrive, identity, world), 'view');
  return mayRead ? spreadsheet : refuse(91403);
}

/** A number of the old kind unless the call asks for ids. */
function ownerReply(
  { ownerId }: Spreadsheet,
  { query }: SandboxRequest,
  { bitable }: World,
): JsonObject {
  const type = query.get('user_id_type');
  if (!type) return { ownerUser: 0 };
  const owner = bitable.directory.person(ownerId, 'open_id');
  return { ownerUserID: type === 'union_id' ? owner?.union_id : ownerId };
}

function sheetReply(sheet: Sheet, index: number): JsonObject {
  const { sheetId, title, rowCount, columnCount, bitableToken } = sheet;
  return {
    sheetId,
    title,
    index,
    rowCount,
    columnCount,
    frozenRowCount: 0,
    frozenColCount: 0,
    ...(bitableToken !== undefined && {
      blockInfo: { blockToken: bitableToken, blockType: 'BITABLE_BLOCK' },
    }),
  };
}
