/** The page "List Flow Instances", FlowInstanceStatus; those that the sandbox brings about. */
const codes = {
  FAIL: -1,
  INIT: 0,
  SUCCESS: 1,
  RUNNING: 2,
  WAIT: 5,
  TIMEOUT: 7,
  CANCEL: 8,
  SKIP: 10,
} as const;

export type Status = keyof typeof codes;

export function statusCode(status: Status): number {
  return codes[status];
}
