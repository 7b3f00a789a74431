import { type CodedRow, rows, run } from '../../shared/error-rows.js';

const credentials =
  'Check FEISHU_APP_ID and FEISHU_APP_SECRET (in the developer console: the app, Credentials & Basic Info).';
const userToken = 'Get a new user access token and set FEISHU_USER_ACCESS_TOKEN to it.';
const enable = 'Publish the app and enable it in this tenant.';
const scopes = 'Add the missing scope in the developer console and publish a version of the app.';
const ids = 'The id is invalid or of another app or tenant: use ids that this app was given.';
const later = 'Try again in a moment.';
const driveNode = 'Check the token: the file or folder does not exist or was deleted.';
const uploadAgain = 'Start the upload over.';
const signInAgain = 'Sign in again in the browser.';

/** open.feishu.cn/document, "通用错误码" and the pages of the token endpoints. */
const gateway: readonly CodedRow[] = [
  ...rows('rate_limited', 'not_applied', [
    [99991400, 'RequestTriggerFrequencyLimit', 'Too many calls: wait a moment and try again.'],
  ]),
  ...rows('rate_limited', 'permanent', [
    [
      99991403,
      'MonthlyQuotaExceeded',
      'The monthly quota of API calls is used up: upgrade the plan or wait for next month.',
    ],
  ]),
  ...rows('auth', 'renew', [
    [
      99991663,
      'InvalidTenantAccessToken',
      `The token was refused, or this call takes user tokens only. ${credentials}`,
    ],
    [99991664, 'InvalidAppAccessToken', credentials],
    [99991665, 'InvalidTenantCode', credentials],
    [99991668, 'InvalidUserAccessToken', userToken],
    [99991677, 'UserAccessTokenExpired', userToken],
  ]),
  ...rows('auth', 'permanent', [
    [99991543, 'InvalidAppCredentials', credentials],
    [99991661, 'MissingAccessToken', 'The request carried no token; a proxy may have removed it.'],
    [99991662, 'AppDisabled', enable],
    [99991673, 'AppUnavailable', enable],
    [99991669, 'InvalidRefreshToken', userToken],
    [
      99991671,
      'InvalidTokenFormat',
      'Access tokens start with t- or u-: check what was configured.',
    ],
    [10003, 'InvalidParam', credentials],
    [10014, 'WrongAppSecret', credentials],
    [10015, 'WrongAppSecret', credentials],
    [91401, 'LoginNeeded', userToken],
  ]),
  ...rows('permission', 'permanent', [
    [99991401, 'IpNotAllowed', 'Add the address of this machine to the IP allow-list of the app.'],
    [99991672, 'AppScopeMissing', scopes],
    [
      99991676,
      'TokenLacksPermission',
      'Use the other kind of token (app or user), or add the scope.',
    ],
    [99991679, 'UserScopeMissing', 'Let the user authorize the app again, with the missing scope.'],
    [91403, 'Forbidden', 'Add the app, or the user, to the document as a collaborator.'],
  ]),
  ...rows('invalid', 'permanent', [
    [99992402, 'FieldValidationFailed', 'Correct the fields that are named.'],
    [91404, 'DocumentParamError', 'Check the token in the URL.'],
  ]),
  ...rows('not_found', 'permanent', [
    [91402, 'NotExist', 'No such document; the token of a /wiki/ link must be resolved first.'],
    [1002, 'NoteDeleted', 'The base was deleted; its owner can restore it from the recycle bin.'],
    [99991201, 'WrongPath', 'The service does not know this call: check the base URL.'],
    [99991301, 'WrongMethod', 'The service does not know this call: check the base URL.'],
  ]),
  ...run('invalid', 'permanent', 99992351, Array(14).fill('InvalidId'), ids),
  ...run('invalid', 'permanent', 99992381, ['InvalidId'], ids),
  ...run('invalid', 'permanent', 99992500, ['InvalidId'], ids),
  ...run(
    'invalid',
    'permanent',
    90221,
    Array(9).fill('DocumentError'),
    'Check the token and the size of the document.',
  ),
];

/** open.feishu.cn/document, drive-v1 and wiki-v2. */
const drive: readonly CodedRow[] = [
  ...rows('unavailable', 'ambiguous', [
    [1061001, 'InternalError', later],
    [1061006, 'InternalTimeout', later],
    [1061045, 'CanRetry', 'Upload one file at a time; try again.'],
    [1069601, 'SubscribeFail', later],
    [131001, 'WikiRpcFail', later],
    [131007, 'WikiInternalError', later],
  ]),
  ...rows('unavailable', 'not_applied', [
    [1062012, 'FileIsCopying', 'The file is still being copied: wait some seconds.'],
    [1064230, 'LockedForMigration', 'The data is being moved: try again later.'],
  ]),
  ...rows('not_found', 'permanent', [
    [1061003, 'NotFound', driveNode],
    [1061007, 'FileDeleted', driveNode],
    [1061041, 'ParentNodeDeleted', driveNode],
    [1061044, 'ParentNodeNotExist', driveNode],
    [1069604, 'DocumentNotExist', driveNode],
    [1069605, 'NotSubscribed', 'Subscribe to the document first.'],
    [
      131005,
      'WikiNodeNotFound',
      'Check the link: no such wiki page or space, or the app cannot see it.',
    ],
  ]),
  ...rows('permission', 'permanent', [
    [1061004, 'Forbidden', 'Give the app, or the user, the right to edit the file or folder.'],
    [1061073, 'NoScope', scopes],
    [1069603, 'NoManageRight', 'Only owners and managers of the document may do this.'],
    [131006, 'WikiPermissionDenied', 'Add the app to the wiki page or space as a member.'],
  ]),
  ...rows('auth', 'permanent', [
    [1061005, 'WrongIdentity', 'Use the other kind of token: app or user.'],
    [131004, 'WikiInvalidUser', 'Use an identity of this tenant.'],
  ]),
  ...rows('invalid', 'permanent', [
    [
      1061002,
      'ParamsError',
      'Check that each token is of the kind that the call takes; a file in a base with advanced permissions also needs its cell, or extra.',
    ],
    [1061008, 'InvalidFileName', 'File names take 1 to 250 characters.'],
    [1061021, 'UploadIdExpired', uploadAgain],
    [1061042, 'TooManyMedia', 'This place holds too many files already.'],
    [1061043, 'FileTooLarge', 'Use a smaller file, or upload it in parts.'],
    [1061061, 'UserQuotaExceeded', 'The storage of the user is full.'],
    [1061101, 'TenantQuotaExceeded', 'The storage of the tenant is full.'],
    [1061109, 'FileNameRefused', 'The name was refused by the content check.'],
    [1061113, 'FileContentRefused', 'The file was refused by the content check.'],
    [
      1061547,
      'AttachmentRelationLimit',
      'The file is attached in too many places: upload it again.',
    ],
    [1062007, 'UploaderDiffers', 'Finish the upload with the identity that began it.'],
    [1062008, 'ChecksumWrong', uploadAgain],
    [1062009, 'SizeDiffers', 'The size that was declared is not the size of the file.'],
    [1062010, 'BlockMissing', uploadAgain],
    [1062011, 'TooManyBlocks', uploadAgain],
    [1062013, 'FileDamaged', uploadAgain],
    [1062014, 'DedupeNotSupported', uploadAgain],
    [1062051, 'ClientClosed', uploadAgain],
    [1069602, 'ParamError', 'Check the arguments.'],
    [131002, 'WikiParamError', 'Check the wiki token.'],
  ]),
  ...run(
    'unavailable',
    'permanent',
    1062004,
    Array(3).fill('CoverNotReady'),
    'The cover image is not ready: try again later.',
  ),
  ...run(
    'invalid',
    'permanent',
    1062505,
    Array(3).fill('FolderTreeLimit'),
    'The folder tree is too large or too deep.',
  ),
];

const grantCodes = [
  20001, 20002, 20003, 20004, 20008, 20009, 20010, 20024, 20026, 20027, 20029, 20036, 20037, 20048,
  20049, 20063, 20064, 20065, 20066, 20067, 20068, 20069, 20070, 20071, 20073, 20074,
];

/** The OAuth codes of the user token endpoints. */
const oauth: readonly CodedRow[] = [
  ...rows(
    'auth',
    'permanent',
    grantCodes.map((code) => [code, 'OAuthRefused', signInAgain] as const),
  ),
  ...rows('unavailable', 'ambiguous', [
    [20050, 'OAuthServerError', later],
    [20072, 'OAuthUnavailable', later],
  ]),
];

/** What every Feishu API may answer, Bitable or not. */
export const platformErrors: readonly CodedRow[] = [...gateway, ...drive, ...oauth];

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
