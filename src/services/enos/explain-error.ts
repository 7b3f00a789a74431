import type { ErrorRow } from '../../core/errors.js';
import { type CodedRow, rows } from '../shared/error-rows.js';

const credentials =
  'Check ENOS_ACCESS_KEY and ENOS_SECRET_KEY (EnOS console: Application Registration, the app).';
const later = 'Try again in a moment.';

/** What a code means, and how long to wait before the same request can succeed. */
export interface EnosErrorRow extends ErrorRow {
  readonly retryAfterMs?: number;
}

/** A code that means several things: the first row whose words are in the message. */
type WordedRow = readonly [code: number, says: RegExp, row: EnosErrorRow];

function worded(
  kind: ErrorRow['kind'],
  recovery: ErrorRow['recovery'],
  entries: readonly (readonly [code: number, says: RegExp, name: string, hint: string])[],
): readonly WordedRow[] {
  return entries.map(([code, says, name, hint]) => [code, says, { name, kind, recovery, hint }]);
}

const triggeredTwice: EnosErrorRow = {
  name: 'CannotCreateInstance',
  kind: 'conflict',
  recovery: 'not_applied',
  retryAfterMs: 60_000,
  hint: 'A flow takes one trigger a minute from all callers together: wait until a minute after its last one. enos_flow_instances_search shows whether that one runs already.',
};

/** The pages of the operations: one code, a message for each case. */
const wordedErrors: readonly WordedRow[] = [
  [62102, /repeatedly in 1 minute/i, triggeredTwice],
  ...worded('not_found', 'permanent', [
    [
      62102,
      /instance not found|invalid taskInstId/i,
      'TaskInstanceNotFound',
      'Ids of task instances stand in the graph of enos_flow_instances_get; there is no log before a task started.',
    ],
    [
      62102,
      /parentId not found|directory does not exist/i,
      'DirectoryNotFound',
      'enos_directories_list shows the ids of directories.',
    ],
    [
      62109,
      /no log found/i,
      'NoLog',
      'The task has not started, or wrote nothing: look at its status with enos_task_instances_get.',
    ],
  ]),
  ...worded('conflict', 'permanent', [
    [
      62102,
      /directory of the same name/i,
      'DirectoryExists',
      'Use the directory that is there (enos_directories_list), or another name.',
    ],
    [
      62104,
      /relied on/i,
      'FlowReliedOn',
      'Other flows wait for this one: take it out of their graphs first (enos_flows_save).',
    ],
  ]),
  ...worded('invalid', 'permanent', [
    [
      62104,
      /no task/i,
      'FlowWithoutTask',
      'Give the flow a task first: in the EnOS console, or by importing one.',
    ],
    [62102, /flowName/i, 'InvalidFlowName', 'Choose another name: this one is empty or taken.'],
    [
      62102,
      /validation (failed|exception)/i,
      'FlowValidationFailed',
      'The flow contradicts itself: check its cron, its tasks, and that relations name tasks that are there.',
    ],
    [
      62102,
      /sorters/i,
      'InvalidSorter',
      'Sort by createTime, updateTime or startTime; flow instances also by triggerTime or endTime.',
    ],
    [62102, /cannot be empty/i, 'EmptyParameter', 'Give a name, and the id of the parent.'],
  ]),
  ...worded('unavailable', 'ambiguous', [
    [
      62109,
      /failed to create/i,
      'FlowNotCreated',
      'Look with enos_flows_search whether the flow is there before importing it again.',
    ],
  ]),
];

/** "Common Error Codes" of the service, and the token endpoints' own. */
const codedErrors: ReadonlyMap<number, ErrorRow> = new Map<number, ErrorRow>([
  ...rows('auth', 'permanent', [
    [
      62101,
      'UserOrOrgInvalid',
      'Check ENOS_USER_ID (u…, in the user profile) and ENOS_ORG_ID (o…, in IAM, Organization Profile): they must belong together.',
    ],
    [1002, 'UnknownAppKey', credentials],
    [1003, 'InvalidEncryption', `${credentials} The clock of this machine must be right.`],
  ]),
  ...rows('unavailable', 'permanent', [[1204, 'RefreshFailed', later]]),
  ...rows('auth', 'renew', [[1203, 'TokenExpired', credentials]]),
  ...rows('permission', 'permanent', [
    [
      62103,
      'NoPrivilege',
      'Only owners of a flow may change or run it, only its organization may see it; a locked flow stays as it is.',
    ],
    [62105, 'AccountLocked', 'The account of ENOS_USER_ID is locked: ask an administrator.'],
  ]),
  ...rows('invalid', 'permanent', [
    [62102, 'InvalidParameter', 'Check the arguments, ids first.'],
    [62104, 'NotPossible', 'The state of the flow does not allow it.'],
    [1004, 'InvalidParameter', credentials],
    [1202, 'EmptyParameter', credentials],
  ]),
  ...rows('conflict', 'not_applied', [
    [1001, 'RepeatedRequest', 'Two sign-ins at the very same time: try again.'],
  ]),
  ...rows('unavailable', 'ambiguous', [
    [62109, 'InternalServerException', later],
    [1005, 'InternalError', later],
  ]),
] satisfies readonly CodedRow[]);

/** What the gateway answers in place of the service, by HTTP status. */
const statusErrors: ReadonlyMap<number, ErrorRow> = new Map<number, ErrorRow>([
  ...rows('invalid', 'permanent', [
    [400, 'bad request', 'The gateway could not read the request: check the arguments.'],
    [413, 'too large', 'Send less at once.'],
  ]),
  ...rows('auth', 'renew', [[401, 'invalid credentials', credentials]]),
  ...rows('auth', 'permanent', [[407, 'proxy refused', 'Check user and password of the proxy.']]),
  ...rows('permission', 'permanent', [
    [403, 'forbidden', 'Add the address of this machine to the allow-list of the API.'],
  ]),
  ...rows('not_found', 'permanent', [
    [404, 'not found', 'Check ENOS_APIGW_URL: the gateway does not know this service.'],
  ]),
  ...rows('rate_limited', 'not_applied', [
    [429, 'too many requests', 'Wait a moment and try again.'],
  ]),
  ...rows('unavailable', 'ambiguous', [
    [500, 'server error', later],
    [502, 'bad gateway', later],
    [503, 'service unavailable', later],
    [504, 'gateway timeout', later],
  ]),
] satisfies readonly CodedRow[]);

/** What is known of a code of the envelope; undefined where nothing is. */
export function enosError(code: number, message: string): EnosErrorRow | undefined {
  const meant = wordedErrors.find(([of, says]) => of === code && says.test(message));
  return meant?.[2] ?? codedErrors.get(code);
}

/** What a refusal most likely means of which the HTTP status alone is known. */
export function enosStatusError(status: number): ErrorRow {
  return statusErrors.get(status) ?? (status >= 500 ? serverError : unexplained);
}

const serverError: ErrorRow = {
  name: 'server error',
  kind: 'unavailable',
  recovery: 'ambiguous',
  hint: later,
};

const unexplained: ErrorRow = {
  name: 'unknown error',
  kind: 'unknown',
  recovery: 'permanent',
  hint: 'Check the arguments and ENOS_APIGW_URL; look the code up in the EnOS documentation.',
};
