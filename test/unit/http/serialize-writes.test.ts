import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/core/errors.js';
import { inMemoryMutex } from '../../../src/http/in-memory.js';
import { retry } from '../../../src/http/policies/retry.js';
import { serializeWrites } from '../../../src/http/policies/serialize-writes.js';
import { compose, type SendRequest } from '../../../src/http/policy.js';
import {
  contextOf,
  failureOf,
  ok,
  reads,
  requestOf,
  timedOut,
  updates,
} from '../../support/endpoint-fixture.js';
import { fakeClock, idle } from '../../support/manual-clock.js';

const serialized = () => serializeWrites({ mutex: inMemoryMutex(), scope: 'https://host' });

const to = (name: string, writer: string) => requestOf(updates, { name, writer });

/** Each request takes 100 ms; the transcript shows who was on the wire when. */
function slowVendor() {
  const clock = fakeClock();
  const transcript: string[] = [];
  const send: SendRequest = async ({ name }) => {
    transcript.push(`${name} >`);
    await clock.sleep(100);
    transcript.push(`${name} <`);
    return ok;
  };
  return { clock, transcript, send };
}

describe('oneWriter', () => {
  it('lets writes to one base go one after the other, in the order of their calls', async () => {
    const { clock, transcript, send } = slowVendor();
    const call = serialized()(send);
    const calls = ['a', 'b', 'c'].map((name) => call(to(name, 'base1'), contextOf()));
    await clock.run(Promise.all(calls));
    expect(transcript).toEqual(['a >', 'a <', 'b >', 'b <', 'c >', 'c <']);
  });

  it('lets writes to other bases and all reads go beside them', async () => {
    const { clock, transcript, send } = slowVendor();
    const call = serialized()(send);
    await clock.run(
      Promise.all([
        call(to('a', 'base1'), contextOf()),
        call(to('b', 'base2'), contextOf()),
        call(requestOf(reads, { name: 'r' }), contextOf()),
      ]),
    );
    expect(transcript).toEqual(['a >', 'b >', 'r >', 'a <', 'b <', 'r <']);
  });

  it('keeps the base for itself until a doubtful write is settled', async () => {
    const { clock, transcript, send } = slowVendor();
    let failures = 2;
    const flaky: SendRequest = async (request, context) => {
      const reply = await send(request, context);
      if (request.name === 'a' && failures-- > 0) {
        throw timedOut;
      }
      return reply;
    };
    const call = compose([serialized(), retry({ clock, jitter: () => 1 })], flaky);
    await clock.run(
      Promise.all([call(to('a', 'base1'), contextOf()), call(to('b', 'base1'), contextOf())]),
    );
    expect(transcript).toEqual(['a >', 'a <', 'a >', 'a <', 'a >', 'a <', 'b >', 'b <']);
  });

  it('frees the base after a failure', async () => {
    const call = serialized()(async ({ name }) => {
      if (name === 'a') {
        throw timedOut;
      }
      return ok;
    });
    await failureOf(call(to('a', 'base1'), contextOf()));
    expect(await call(to('b', 'base1'), contextOf())).toBe(ok);
  });

  it('lets a caller leave the line, unsent, without holding up the others', async () => {
    const { clock, transcript, send } = slowVendor();
    const call = serialized()(send);
    const context = contextOf();
    const first = call(to('a', 'base1'), contextOf());
    const left = failureOf(call(to('b', 'base1'), context));
    const last = call(to('c', 'base1'), contextOf());
    await idle();
    context.caller.abort(new CancelledError(false));
    expect(await left).toMatchObject({ mayHaveBeenSent: false });
    await clock.run(Promise.all([first, last]));
    expect(transcript).toEqual(['a >', 'a <', 'c >', 'c <']);
  });
});
