import type { ErrorRow } from '../../../core/errors.js';
import { rowForStatus } from '../../shared/foreign-reply.js';
import { busyErrors } from './busy.js';
import { callErrors } from './calls.js';
import { commonErrors } from './common.js';
import type { ProjectErrorRow } from './error-row.js';
import { longErrors } from './long.js';
import { nodeErrors } from './nodes.js';
import { parameterErrors } from './parameters.js';

/** Every documented code; where one has several rows, the first that fits the call and its message. */
export const projectErrors: readonly ProjectErrorRow[] = [
  ...callErrors,
  ...nodeErrors,
  ...busyErrors,
  ...longErrors,
  ...parameterErrors,
  ...commonErrors,
];

/** What a refusal says of itself. */
export interface RefusedCall {
  readonly code: number;
  readonly status: number;
  /** The vendor's specific words. */
  readonly message: string;
  /** The endpoint that was called, where it is known. */
  readonly call: string | undefined;
}

/** What a refusal means; of a code that nobody documented, what its HTTP status tells. */
export function rowFor(refusal: RefusedCall): ErrorRow & Pick<ProjectErrorRow, 'retryAfterMs'> {
  return (
    projectErrors.find((row) => fits(row, refusal)) ?? rowForStatus(refusal.status) ?? undocumented
  );
}

function fits({ code, on, says }: ProjectErrorRow, refusal: RefusedCall): boolean {
  return (
    code === refusal.code &&
    (on === undefined || on.test(refusal.call ?? '')) &&
    (says === undefined || says.test(refusal.message))
  );
}

const undocumented: ErrorRow = {
  name: 'unknown error',
  kind: 'unknown',
  recovery: 'permanent',
  hint: 'Look the code up in the Feishu Project documentation.',
};
