import { effects } from '../../core/effect.js';
import { CancelledError } from '../../core/errors.js';
import type { OpenedReply } from '../../core/service.js';
import type { CallOptions, Client } from '../../http/calls.js';

type Send = (options: Pick<CallOptions, 'signal' | 'note'>) => Promise<OpenedReply>;

/** A read under way. */
interface Flight {
  readonly reply: Promise<OpenedReply>;
  readonly notes: string[];
  /** The calls that wait for it. */
  readonly waiting: Set<CallOptions>;
  readonly stop: () => void;
}

/** Reads of one caller that are under way: a call that asks for the same meanwhile waits for the same reply. */
export class SharedReads {
  readonly #flights = new Map<string, Flight>();

  async read(key: string, options: CallOptions, send: Send): Promise<OpenedReply> {
    if (options.signal.aborted) {
      throw new CancelledError(false);
    }
    const flight = this.#flights.get(key) ?? this.#start(key, send);
    return wait(flight, options);
  }

  /** Lets calls from here on ask again, as after a write. */
  forget(): void {
    this.#flights.clear();
  }

  #start(key: string, send: Send): Flight {
    const controller = new AbortController();
    const waiting = new Set<CallOptions>();
    const notes: string[] = [];
    const note = (text: string) => {
      notes.push(text);
      for (const each of waiting) {
        each.note(text);
      }
    };
    const end = () => {
      if (this.#flights.get(key) === flight) {
        this.#flights.delete(key);
      }
    };
    const stop = () => {
      end();
      controller.abort();
    };
    const reply = send({ signal: controller.signal, note }).finally(end);
    const flight: Flight = { reply, notes, waiting, stop };
    this.#flights.set(key, flight);
    return flight;
  }
}

/** Waits for a read. A call that is cancelled leaves it to the others; the last one ends it. */
function wait(flight: Flight, options: CallOptions): Promise<OpenedReply> {
  const { reply, notes, waiting, stop } = flight;
  const { signal } = options;
  for (const text of notes) {
    options.note(text);
  }
  waiting.add(options);
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(options);
      if (waiting.size === 0) {
        stop();
      }
      reject(new CancelledError(false));
    };
    signal.addEventListener('abort', leave, { once: true });
    const stay = () => signal.removeEventListener('abort', leave);
    reply.then(resolve, reject).finally(stay);
  });
}

/** A read with less time than this is in a hurry: it does not wait for another call's. */
const leastSharedMs = 20_000;

/** Tells what is not shared: a read under a lock must see the present state. */
function isAlone({ lock, file, deadlineMs = leastSharedMs }: CallOptions): boolean {
  return lock !== undefined || file !== undefined || deadlineMs < leastSharedMs;
}

/** Gives a client whose reads share the requests of those that are under way, until something is written. */
export function sharingReads(client: Client, reads: SharedReads): Client {
  return {
    ...client,
    async call(name, endpoint, args, options) {
      if (effects[endpoint.effect].writes) {
        reads.forget();
        return client.call(name, endpoint, args, options).finally(() => reads.forget());
      }
      return isAlone(options)
        ? client.call(name, endpoint, args, options)
        : reads.read(JSON.stringify([name, args]), options, (shared) =>
            client.call(name, endpoint, args, { ...options, ...shared }),
          );
    },
  };
}
