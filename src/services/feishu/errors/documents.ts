import { type CodedRow, rows } from '../../shared/error-rows.js';

const later = 'Try again in a moment.';
const owner = 'Ask the owner, or somebody who manages the document, for the right to it.';
const gone = 'Check the token: the document does not exist or was deleted.';

/** Codes of sharing, docx documents and spreadsheets (open.feishu.cn/document, drive-v1, docx-v1, sheets). */
export const documentErrors: readonly CodedRow[] = [
  ...rows('invalid', 'permanent', [
    [
      1063001,
      'InvalidSharing',
      'Check that type fits the token and member_type fits member_id, and that both exist; apps cannot add departments.',
    ],
    [
      1063003,
      'InvalidOperation',
      'Not possible here: the owner stays as they are; groups must have the caller as a member; a policy may forbid it.',
    ],
    [1770001, 'DocxInvalidParam', 'Check the arguments.'],
    [1770021, 'DocxTooOld', 'Ask for a newer revision, or for none.'],
    [1770022, 'DocxInvalidPageToken', 'Start over without a cursor.'],
    [1310229, 'SheetsWrongUrlParam', 'Check the arguments.'],
  ]),
  ...rows('permission', 'permanent', [
    [1063002, 'SharingDenied', `The caller lacks the right to do this. ${owner}`],
    [1063004, 'NoShareRight', `The caller may not share this document. ${owner}`],
    [1062501, 'NoRightToNode', owner],
    [1062502, 'NoRightToSubNode', owner],
    [1770032, 'DocxForbidden', 'Add the app, or the user, to the document as a collaborator.'],
    [1310213, 'SheetsPermissionFail', 'Add the app, or the user, to the spreadsheet.'],
  ]),
  ...rows('not_found', 'permanent', [
    [1063005, 'ResourceDeleted', gone],
    [1065200, 'SourceNodeNotFound', gone],
    [1770002, 'DocxNotFound', `${gone} The token of a /wiki/ link must be resolved first.`],
    [1770003, 'DocxDeleted', gone],
    [1310214, 'SpreadsheetNotFound', gone],
    [1310249, 'SpreadsheetDeleted', gone],
  ]),
  ...rows('rate_limited', 'not_applied', [
    [1063006, 'TooManyRequest', 'Too many calls: wait a moment and try again.'],
    [1310217, 'TooManyRequest', 'Too many calls: wait a moment and try again.'],
  ]),
  ...rows('conflict', 'not_applied', [
    [1066002, 'ConcurrencyError', 'Something else changes this document: wait, then try again.'],
  ]),
  ...rows('unavailable', 'not_applied', [
    [1770020, 'DocxIsCopying', 'The document is still being copied: wait some seconds.'],
    [1310242, 'InMixState', 'The data is being moved: try again later.'],
  ]),
  ...rows('unavailable', 'ambiguous', [
    [1066001, 'InternalError', later],
    [1310235, 'SheetsRetryLater', later],
    [1315201, 'SheetsServerError', later],
    [1315203, 'SheetsServerError', later],
    [1771001, 'DocxInternalError', later],
    [1771002, 'DocxGatewayError', later],
    [1771003, 'DocxMarshalError', later],
    [1771004, 'DocxUnmarshalError', later],
    [1771005, 'DocxMaintenance', later],
    [1771006, 'DocxMountFailed', later],
  ]),
];
