import { describe, expect, it } from 'vitest';
import { deadline } from '../../../src/http/policies/deadline.js';
import { recoveryOf } from '../../../src/http/policies/recovery.js';
import { contextOf, failureOf, ok, reads, requestOf } from '../../support/endpoint-fixture.js';
import { fakeClock, idle } from '../../support/manual-clock.js';

describe('deadline', () => {
  it('ends a wait when the time of the call is over', async () => {
    const clock = fakeClock();
    const call = deadline(clock)(async (_, { signal }) => {
      await clock.sleep(60_000, signal);
      return ok;
    });
    const failure = await clock.run(failureOf(call(requestOf(reads), contextOf(5_000))));
    expect(clock.now()).toBe(5_000);
    expect(failure).toMatchObject({ phase: 'deadline', mayHaveBeenSent: false });
    // Not at once, but perhaps later: the client does not repeat it, and does not rule it out.
    expect(recoveryOf(failure)).toBe('permanent');
    expect(failure).not.toMatchObject({ facts: { nonRetryable: true } });
    expect(failure).toMatchObject({ facts: { hint: expect.stringMatching(/ or try later\.$/) } });
  });

  it('turns whatever the caller aborts with into a cancellation', async () => {
    const clock = fakeClock();
    const call = deadline(clock)(async (_, { signal }) => {
      await clock.sleep(60_000, signal);
      return ok;
    });
    const context = contextOf();
    const failure = failureOf(call(requestOf(reads), context));
    await idle();
    context.caller.abort('client went away');
    expect(await failure).toMatchObject({ name: 'CancelledError', mayHaveBeenSent: false });
  });

  it('does not begin a call that is cancelled already', async () => {
    const context = contextOf();
    context.caller.abort();
    let begun = false;
    const call = deadline(fakeClock())(async () => {
      begun = true;
      return ok;
    });
    expect(await failureOf(call(requestOf(reads), context))).toMatchObject({
      mayHaveBeenSent: false,
    });
    expect(begun).toBe(false);
  });

  it('leaves no timer behind', async () => {
    const clock = fakeClock();
    await clock.run(deadline(clock)(async () => ok)(requestOf(reads), contextOf()));
    await expect(clock.run(new Promise(() => undefined))).rejects.toThrow('nothing left');
  });
});
