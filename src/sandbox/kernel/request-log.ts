import type { Delivery } from '../faults/fault-delivery.js';
import type { Call, CallName } from '../feishu/call.js';

/** One request as it went by. */
export interface RequestRecord {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: string;
  /** The endpoint; absent for what has no route. */
  readonly name?: CallName | undefined;
  /** 0 when the connection was reset without an answer. */
  readonly status: number;
  /** The envelope's code; absent for what is no envelope. */
  readonly code?: number | undefined;
  /** When it arrived and when its answer left, on the sandbox's clock. */
  readonly time: number;
  readonly endTime: number;
  readonly logId: string;
}

const maxRecords = 10_000;

/** Keeps the newest records. */
export function appendRecord(log: RequestRecord[], record: RequestRecord): void {
  log.push(record);
  if (log.length > maxRecords) log.splice(0, log.length - maxRecords);
}

export function recordOf(
  call: Omit<Call, 'name' | 'path'>,
  name: CallName | undefined,
  { answer, ending }: Delivery,
  times: Pick<RequestRecord, 'time' | 'endTime'>,
): RequestRecord {
  return {
    method: call.method,
    path: call.pathname,
    query: call.query.toString(),
    name,
    status: ending === 'reset' ? 0 : answer.status,
    code: answer.code,
    ...times,
    logId: call.logId,
  };
}
