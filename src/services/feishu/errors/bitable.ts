import { type CodedRow, rows } from '../../shared/error-rows.js';

const lag = 'If it was made a moment ago, wait some seconds and try again.';
const unique = 'Choose a name that is not taken.';
const serverFault = 'The service failed; try again later, with less at once if it repeats.';

/** Codes of the Bitable API, as its pages list them (open.feishu.cn/document, bitable-v1). */
export const bitableErrors: readonly CodedRow[] = [
  ...rows('invalid', 'permanent', [
    [1254000, 'WrongRequestJson', 'The body could not be read as JSON: check the values.'],
    [1254001, 'WrongRequestBody', 'The body has the wrong structure: check the arguments.'],
    [1254007, 'EmptyValue', 'Something that must be filled is empty.'],
    [1254008, 'EmptyView', 'The view has no data: use another view, or none.'],
    [1254010, 'ReqConvError', 'An argument has the wrong type: check numbers, texts and lists.'],
    [1254011, 'PageSize', 'Ask for a page within the allowed size.'],
    [
      1254012,
      'NotSupportFieldOrView',
      'This field, type or view is not supported here; the first field of a table, for one, takes type 1, 2, 5, 13, 15, 20 or 22.',
    ],
    [
      1254015,
      'FieldTypeValueNotMatch',
      'Write the value in the shape that this field type takes; leave out what is computed: formulas, lookups, numbering, who and when.',
    ],
    [1254016, 'InvalidSort', 'Sort by existing field names, each with a direction.'],
    [1254018, 'InvalidFilter', 'Check field names, operators and values of the filter.'],
    [
      1254019,
      'InvalidViewType',
      'Views are grid, kanban, gallery, gantt or form; forms need a form view.',
    ],
    [1254021, 'EmptyViewName', 'Give the view a name.'],
    [1254022, 'InvalidViewName', 'View names take 1 to 100 characters without [ ].'],
    [1254024, 'InvalidFieldNames', 'List the fields and use their exact names in field_names.'],
    [1254025, 'InvalidCopyTypes', 'Check which parts are to be copied.'],
    [1254026, 'EmptyOptionName', 'Give every option a name.'],
    [1254028, 'EmptyFieldName', 'Give the field a name.'],
    [1254029, 'InvalidFieldName', 'Choose a plain field name.'],
    [
      1254030,
      'TooLargeResponse',
      'Ask for fewer items or fields; if a cursor was used, start over.',
    ],
    [
      1254031,
      'InvalidAppName',
      'Base names take up to 255 characters, older ones none of ? / \\ * : [ ].',
    ],
    [1254032, 'InvalidRoleName', 'Choose a plain role name.'],
    [1254037, 'InvalidClientToken', 'client_token must be a UUID of version 4.'],
    [1254038, 'InvalidDashboardName', 'Names take up to 100 characters without [ ].'],
    [1254107, 'FilterLengthExceedLimit', 'Shorten the filter to 2,000 characters.'],
    [1254108, 'SortLengthExceedLimit', 'Shorten the sort to 1,000 characters.'],
    [1254109, 'FormulaTableSizeExceedLimit', 'The formula refers to too large a table.'],
    [1254130, 'TooLargeCell', 'Shorten the value: a text cell takes 100,000 characters.'],
    [1254800, 'InvalidParameter', 'See the message for the argument that is wrong.'],
  ]),
  ...rows('invalid', 'permanent', [
    [1254003, 'WrongBaseToken', 'app_token is malformed: take it from the /base/ part of the URL.'],
    [1254004, 'WrongTableId', 'table_id is malformed: list the tables of the base.'],
    [1254005, 'WrongViewId', 'view_id is malformed: list the views of the table.'],
    [1254006, 'WrongRecordId', 'record_id is malformed: search the records of the table.'],
    [1254009, 'WrongFieldId', 'field_id is malformed: list the fields of the table.'],
  ]),
  ...rows('not_found', 'permanent', [
    [1254040, 'BaseTokenNotFound', `No such base; a /wiki/ token must be resolved first. ${lag}`],
    [1254041, 'TableIdNotFound', `No such table in this base: list its tables. ${lag}`],
    [1254042, 'ViewIdNotFound', `No such view in this table: list its views. ${lag}`],
    [1254043, 'RecordIdNotFound', `No such record in this table: search for it. ${lag}`],
    [1254044, 'FieldIdNotFound', `No such field in this table: list its fields. ${lag}`],
    [1254045, 'FieldNameNotFound', 'List the fields; names must match exactly, blanks included.'],
    [1254047, 'RoleIdNotFound', 'List the roles of the base.'],
    [1254048, 'MemberNotFound', 'Check the id and its type; list the members of the role.'],
    [1254049, 'FormFieldNotFound', 'List the questions of the form.'],
    [1254050, 'SourceBlockNotFound', 'List the dashboards of the base.'],
    [1254702, 'DriveNodeNotExist', 'The target folder does not exist.'],
  ]),
  ...rows('conflict', 'permanent', [
    [1254013, 'TableNameDuplicated', unique],
    [1254014, 'FieldNameDuplicated', unique],
    [1254020, 'ViewNameDuplicated', unique],
    [1254033, 'RoleNameDuplicated', unique],
    [1254039, 'DashboardNameDuplicated', unique],
    [1254023, 'LastViewDeleteForbidden', 'A table keeps its last view: make another one first.'],
    [1254034, 'LastTableDeleteForbidden', 'A base keeps its last table: make another one first.'],
    [
      1254046,
      'PrimaryFieldDeleteForbidden',
      'The primary field cannot be deleted: change it instead.',
    ],
    [1254070, 'ActionValidateFailed', 'The field does not allow this action.'],
    [1254301, 'OperationTypeError', 'Switch on the advanced permissions of the base first.'],
    [
      1255006,
      'ClientTokenConflict',
      'This client_token was used with other content. Read back; only if the rows are absent, send with a new one.',
    ],
  ]),
  ...rows('invalid', 'permanent', [
    [
      1254100,
      'TableExceedLimit',
      'The base is full of tables and dashboards: delete some or use another base.',
    ],
    [1254101, 'ViewExceedLimit', 'A table takes 200 views: delete some.'],
    [1254102, 'FileExceedLimit', 'The limit of files is reached.'],
    [1254103, 'RecordExceedLimit', 'The table is full: archive records or use another table.'],
    [1254105, 'ColumnExceedLimit', 'The table has too many fields.'],
    [1254106, 'AttachExceedLimit', 'The cell has too many attachments.'],
    [1254110, 'RoleExceedLimit', 'A base takes 30 roles: delete some.'],
    [1254111, 'MemberExceedLimit', 'A role takes 200 members: use a group.'],
  ]),
  [
    1254104,
    {
      name: 'RecordAddOnceExceedLimit',
      kind: 'invalid',
      recovery: 'permanent',
      hint: 'Send fewer records at once.',
      smallerChunk: true,
    },
  ],
  [
    1254606,
    {
      name: 'DataNotChange',
      kind: 'conflict',
      recovery: 'permanent',
      hint: 'Nothing had to change: it is like that already.',
      alreadyInDesiredState: true,
    },
  ],
  ...rows('permission', 'permanent', [
    [1254027, 'UploadAttachNotAllowed', 'Upload the attachment to this base first.'],
    [
      1254302,
      'RolePermNotAllow',
      'Add the app to the base as a document app, or give its role the right.',
    ],
    [
      1254303,
      'AttachPermNotAllow',
      'The file is not of this base: upload it here and use the new file_token.',
    ],
    [
      1254304,
      'PermNotAllow',
      'Row and column permissions need a paid edition, or the right to them.',
    ],
    [1254305, 'PermControl', 'An administrator forbids this: ask them.'],
    [1254306, 'PlanLimit', 'The quota of the plan is used up: ask the administrator.'],
    [1254701, 'DriveNodePermNotAllow', 'Give the app the right to edit the target folder.'],
  ]),
  ...rows('rate_limited', 'not_applied', [
    [
      1254112,
      'TooManyRequestInSingleBase',
      'Too many calls on this base: wait, then go on more slowly.',
    ],
    [1254290, 'TooManyRequest', 'Too many calls: wait a moment and try again.'],
  ]),
  ...rows('conflict', 'not_applied', [
    [1254291, 'Write conflict', 'Something else writes to this base: wait a moment and try again.'],
    [
      1254036,
      'BitableIsCopying',
      'The base is still being copied: wait some seconds and try again.',
    ],
  ]),
  ...rows('unavailable', 'ambiguous', [
    [1254002, 'Fail', `An id may be wrong, or: ${serverFault}`],
    [1254200, 'InternalError', serverFault],
    [
      1254607,
      'DataNotReady',
      'Earlier work is unfinished or the request too large: wait, send less at once.',
    ],
    [1255001, 'InternalError', serverFault],
    [1255002, 'RpcError', serverFault],
    [1255003, 'MarshalError', serverFault],
    [1255004, 'UnMarshalError', serverFault],
    [1255005, 'ConvError', serverFault],
    [1255040, 'RequestTimedOut', serverFault],
  ]),
  ...rows('conflict', 'ambiguous', [
    [
      1254608,
      'ReqRecommitted',
      'The same client_token is in work or done: wait, send the same again, then read back.',
    ],
  ]),
];
