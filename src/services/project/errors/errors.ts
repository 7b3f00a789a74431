import type { ErrorRow } from '../../../core/errors.js';
import { rowForStatus } from '../../shared/foreign-reply.js';
import { callErrors, nodeErrors } from './calls.js';
import type { ProjectErrorRow } from './error-row.js';
import { busyErrors, commonErrors, longErrors } from './general.js';
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

/** What the vendor's words name: nodes, fields, roles, sub-tasks. The first shape that fits. */
const shapes: readonly RegExp[] = [
  /node (?<node>.+) cannot be completed because task (?<sub_task>.+) is not completed/i,
  /^node (?<node>\S+) 实际工时 is required/i,
  /^(?<node>.+?) ?估分 ?and schedule required/i,
  /^role (?<role>.+?) ?[(（](?<role_id>[^()（）]+)[)）] required/i,
  /^unable to edit (?<field>.+?) ?[(（](?<field_key>[^()（）]+)[)）]/i,
  // The page "节点完成/回滚": {{节点名}}({{字段ID}}) Required.
  /^(?<node>.+?) ?[(（](?<field_key>[^()（）]+)[)）] required/i,
  /^(?<field>.+?) ?[(（](?<field_key>[^()（）]+)[)）] should be passed/i,
  /field alias (?<field_alias>[\w-]+) ?: ?can ?not find/i,
  /field \[(?<field>[^\]]+)\] is illegal/i,
];

export function namedIn(message: string): Readonly<Record<string, string>> {
  for (const shape of shapes) {
    const found = shape.exec(message)?.groups;
    if (found !== undefined) {
      return { ...found };
    }
  }
  return {};
}
