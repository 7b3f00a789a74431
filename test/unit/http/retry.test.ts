import { describe, expect, it } from 'vitest';
import { CancelledError, NetworkError } from '../../../src/core/errors.js';
import { mayBeApplied } from '../../../src/http/policies/recovery.js';
import { createRetryBudget, retry } from '../../../src/http/policies/retry.js';
import {
  contextOf,
  creates,
  deletes,
  failureOf,
  keyedCreates,
  lost,
  ok,
  reads,
  refusal,
  requestOf,
  scripted,
  timedOut,
  updates,
  writeConflict,
} from '../../support/endpoint-fixture.js';
import { fakeClock } from '../../support/manual-clock.js';

const keyed = requestOf(keyedCreates, { query: { client_token: 'k1' } });

function setup(...script: Parameters<typeof scripted>) {
  const clock = fakeClock();
  const send = scripted(...script);
  const times: number[] = [];
  const timed: typeof send = Object.assign(
    (...call: Parameters<typeof send>) => {
      times.push(clock.now());
      return send(...call);
    },
    { sent: send.sent },
  );
  const call = retry({ clock, jitter: () => 1 })(timed);
  return { clock, call, times, sent: send.sent };
}

describe('retry', () => {
  it('waits as long as the vendor says, goes again and says so', async () => {
    const limited = refusal({
      kind: 'rate_limited',
      recovery: 'not_applied',
      code: 99991400,
      reason: 'request trigger frequency limit',
      retryAfterMs: 2_000,
    });
    const { clock, call, times } = setup(limited, ok);
    const context = contextOf();
    await clock.run(call(requestOf(creates), context));
    expect(times).toEqual([0, 2_000]);
    expect(context.notes).toEqual([
      'sent again after 99991400 request trigger frequency limit, 2 attempts',
    ]);
  });

  it('notes each reason once, at the end, with how many attempts it took', async () => {
    const busy = refusal({ recovery: 'not_applied', code: 1, reason: 'Busy.' });
    const { clock, call } = setup(busy, writeConflict, busy, ok);
    const context = contextOf();
    const result = call(requestOf(creates), context);
    await clock.pass(1_000);
    expect(context.notes).toEqual([]);
    await clock.run(result);
    expect(context.notes).toEqual([
      'sent again after 1 Busy, 4 attempts',
      'sent again after 1254291 Write conflict, 3 attempts',
    ]);
  });

  it('notes what it tried before it gave up too', async () => {
    const { clock, call } = setup(writeConflict);
    const context = contextOf();
    await failureOf(clock.run(call(requestOf(creates), context)));
    expect(context.notes).toEqual(['sent again after 1254291 Write conflict, 5 attempts']);
  });

  it('doubles its backoff and stops after five attempts', async () => {
    const { clock, call, times } = setup(writeConflict);
    const failure = await failureOf(clock.run(call(requestOf(creates), contextOf())));
    expect(times).toEqual([0, 500, 1_500, 3_500, 7_500]);
    expect(failure).toMatchObject({ facts: { code: 1254291, hint: 'Tried 5 times.' } });
  });

  it('draws every wait anew between nothing and the backoff', async () => {
    const clock = fakeClock();
    const draws = [0, 0.5];
    const call = retry({ clock, jitter: () => draws.shift() ?? 1 })(
      scripted(writeConflict, writeConflict, ok),
    );
    await clock.run(call(requestOf(creates), contextOf()));
    expect(clock.now()).toBe(0.5 * 1_000);
  });

  it.each([
    ['a read', requestOf(reads)],
    ['an update', requestOf(updates)],
    ['a delete', requestOf(deletes)],
    ['a create that carries its key', keyed],
  ])('sends %s again after an ambiguous failure, unchanged', async (_, request) => {
    const { clock, call, sent } = setup(timedOut, lost, ok);
    await clock.run(call(request, contextOf()));
    expect(sent).toEqual([request, request, request]);
  });

  it.each([timedOut, lost])(
    'never repeats a create without a key that may have been applied',
    async (error) => {
      const { clock, call, sent } = setup(error, ok);
      const failure = await failureOf(clock.run(call(requestOf(creates), contextOf())));
      expect(sent).toHaveLength(1);
      expect(failure).toMatchObject({
        facts: { hint: expect.stringMatching(/may have been applied: list or read/) },
      });
    },
  );

  it('names the key with which a doubtful create can be sent again', async () => {
    const { clock, call } = setup(timedOut);
    const failure = await failureOf(clock.run(call(keyed, contextOf())));
    expect(failure).toMatchObject({
      facts: { hint: expect.stringMatching(/only with the same client_token k1/) },
    });
  });

  it('marks a refusal that follows an ambiguous failure of a write', async () => {
    const gone = refusal({ kind: 'not_found', code: 1254043 });
    const { clock, call } = setup(timedOut, gone);
    const failure = await failureOf(clock.run(call(requestOf(deletes), contextOf())));
    expect(failure).toMatchObject({ facts: { code: 1254043, earlierAttemptMayHaveApplied: true } });
  });

  it('has no doubt left where the vendor says that nothing had to change', async () => {
    const { clock, call } = setup(
      lost,
      refusal({ kind: 'conflict', alreadyInDesiredState: true, hint: 'So.' }),
    );
    const failure = await failureOf(clock.run(call(requestOf(updates), contextOf())));
    expect(mayBeApplied(failure)).toBe(false);
    expect(failure).toMatchObject({ facts: { hint: 'So.' } });
  });

  it('does not mark the refusal of a read, nor one that follows a clear no', async () => {
    const gone = refusal({ kind: 'not_found' });
    for (const [request, first] of [
      [requestOf(reads), timedOut],
      [requestOf(deletes), writeConflict],
    ] as const) {
      const { clock, call } = setup(first, gone);
      const failure = await failureOf(clock.run(call(request, contextOf())));
      expect(failure).toMatchObject({ facts: { kind: 'not_found' } });
      expect(failure).not.toMatchObject({ facts: { earlierAttemptMayHaveApplied: true } });
    }
  });

  it('says that an unsent request may be applied where an earlier attempt was in doubt', async () => {
    const refused = new NetworkError('refused', 'connect', false, { nonRetryable: true });
    const { clock, call } = setup(lost, refused);
    const failure = await failureOf(clock.run(call(requestOf(updates), contextOf())));
    expect(failure).toMatchObject({ message: 'refused', mayHaveBeenSent: true });
  });

  it.each([
    ['permanent', refusal()],
    ['renew', refusal({ recovery: 'renew' })],
    ['lasting', new NetworkError('no such host', 'connect', false, { nonRetryable: true })],
    ['cancelled', new CancelledError(false)],
    ['a defect', new TypeError('oops')],
  ])('gives up at once on what is %s', async (_, error) => {
    const { clock, call, sent } = setup(error, ok);
    expect(await failureOf(clock.run(call(requestOf(reads), contextOf())))).toMatchObject({
      message: error.message,
    });
    expect(sent).toHaveLength(1);
  });

  it('goes again after a connection that was never made, even for a create without a key', async () => {
    const refused = new NetworkError('refused', 'connect', false);
    const { clock, call, sent } = setup(refused, ok);
    await clock.run(call(requestOf(creates), contextOf()));
    expect(sent).toHaveLength(2);
  });

  it('does not begin a wait that would pass the deadline, and says how long to wait', async () => {
    const limited = refusal({
      kind: 'rate_limited',
      recovery: 'not_applied',
      retryAfterMs: 60_000,
    });
    const { clock, call, sent } = setup(limited, ok);
    const failure = await failureOf(clock.run(call(requestOf(reads), contextOf(30_000))));
    expect(clock.now()).toBe(0);
    expect(sent).toHaveLength(1);
    expect(failure).toMatchObject({
      facts: { retryAfterMs: 60_000, hint: expect.stringContaining('try again in 60 s') },
    });
  });

  it('stops repeating when most calls fail, and starts again as calls succeed', async () => {
    const clock = fakeClock();
    const budget = createRetryBudget(30);
    const sentBy = async (...script: Parameters<typeof scripted>) => {
      const send = scripted(...script);
      const call = retry({ clock, jitter: () => 1, budget })(send);
      await clock.run(call(requestOf(reads), contextOf(clock.now() + 120_000))).catch(() => {});
      return send.sent.length;
    };
    expect(await sentBy(timedOut)).toBe(3);
    expect(await sentBy(timedOut)).toBe(1);
    for (let success = 0; success < 12; success += 1) {
      await sentBy(ok);
    }
    expect(await sentBy(timedOut, ok)).toBe(2);
  });

  it.each([
    ['not applied', writeConflict, false],
    ['in doubt', timedOut, true],
  ])('ends its wait when the caller gives up on a write that was %s', async (_, error, sent) => {
    const { clock, call } = setup(error, ok);
    const context = contextOf();
    const result = failureOf(call(requestOf(updates), context));
    await clock.pass(100);
    context.caller.abort(new CancelledError(false));
    expect(await clock.run(result)).toMatchObject({
      name: 'CancelledError',
      mayHaveBeenSent: sent,
    });
    expect(clock.now()).toBe(100);
  });
});
