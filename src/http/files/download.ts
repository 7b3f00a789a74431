import { ApiError } from '../../core/errors.js';
import type { RawReply, Service } from '../../core/service.js';
import type { SendRequest } from '../policy.js';
import type { ReplyHead } from '../ports.js';
import { type RoundTripOptions, wireRequest } from '../wire/round-trip.js';
import type { Transfer } from './transfer.js';

/** The innermost step of a download: one request, which goes on where the one before it broke off. */
export function receiveFile(
  { service, transport, clock }: Pick<RoundTripOptions, 'service' | 'transport' | 'clock'>,
  transfer: Transfer,
): SendRequest {
  return async (request, context) => {
    context.signal.throwIfAborted();
    context.lease?.assertHeld();
    const wire = wireRequest(service, request);
    try {
      const raw = await transport.send(
        { ...wire, headers: { ...wire.headers, ...transfer.headers } },
        {
          signal: context.signal,
          finishOnceSent: false,
          leftMs: context.deadlineAt - clock.now(),
          takeBody: async (head) => (isFile(head) ? transfer.take(head) : undefined),
        },
      );
      if (!isFile(raw) && !transfer.isAllThere(raw)) {
        await takeText(raw, request.name, service, transfer);
      }
      transfer.checkComplete();
      return { data: {}, logId: raw.headers['x-tt-logid'] };
    } catch (error) {
      throw transfer.fault ?? error;
    } finally {
      await transfer.rest();
    }
  };
}

/** A success, and none that could be a failure in its envelope: those have no file name. */
function isFile(head: ReplyHead): boolean {
  const type = head.headers['content-type'] ?? '';
  const named = head.headers['content-disposition'] !== undefined;
  return isSuccess(head) && (named || !/^application\/json\b/i.test(type));
}

function isSuccess({ status }: ReplyHead): boolean {
  return status === 200 || status === 206;
}

/** Throws what an envelope says; JSON that is no envelope, or one that says yes, is the file itself. */
async function takeText(
  raw: RawReply,
  call: string,
  service: Service,
  transfer: Transfer,
): Promise<void> {
  const refusal = refusalIn(raw, call, service);
  if (!isSuccess(raw) || refusal?.facts.code !== undefined) {
    throw refusal ?? noFile(raw, service);
  }
  const write = await transfer.take(raw);
  await write(Buffer.from(raw.text));
}

function refusalIn(raw: RawReply, call: string, service: Service): ApiError | undefined {
  try {
    service.open(raw, call);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) {
      return error;
    }
    throw error;
  }
}

function noFile({ status }: RawReply, { label }: Service): ApiError {
  return new ApiError({
    service: label,
    kind: 'unknown',
    recovery: 'permanent',
    status,
    reason: 'neither a file nor a reason why there is none',
  });
}
