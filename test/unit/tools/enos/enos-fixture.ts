import { expect } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import { enosCatalogue } from '../../../../src/endpoints/catalogue.js';
import type { Clock } from '../../../../src/http/clock.js';
import type { WireRequest } from '../../../../src/http/ports.js';
import { createTransport } from '../../../../src/http/wire/transport.js';
import type { EnosOptions } from '../../../../src/sandbox/enos/options.js';
import type { FaultInput } from '../../../../src/sandbox/faults/faults.js';
import type { SandboxClock } from '../../../../src/sandbox/kernel/clock.js';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/server.js';
import { type EnosClientOptions, enosClient } from '../../../support/enos-client.js';
import { toolContext } from '../../../support/tool-context.js';
import { createToolbox } from '../../../support/toolbox.js';

export type EnosName = keyof typeof enosCatalogue;

export const enosNames = Object.keys(enosCatalogue) as EnosName[];

const start = Date.parse('2026-11-21T09:30:00+08:00');

/** One time for client and service. Waits are over at once; what is longer is a deadline, and never comes. */
function leapingClock(): Clock & SandboxClock & { pass(ms: number): void } {
  let now = start;
  const pass = (ms: number) => {
    now += Math.ceil(ms);
  };
  return {
    now: () => now,
    wallTime: () => now,
    pass,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      if (ms <= 5_000) {
        pass(ms);
        return;
      }
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  };
}

interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number | undefined, message?: string) => void;
}

interface FixtureOptions extends Omit<EnosClientOptions, 'clock' | 'transport'> {
  readonly enosOptions?: Partial<EnosOptions>;
}

/** The sandbox and the tools of EnOS that run against it in this process. */
export class EnosToolFixture {
  /** Every request of the client as it left, the sign-in apart. */
  readonly sent: WireRequest[] = [];
  readonly #context;

  private constructor(
    readonly sandbox: RunningSandbox,
    readonly clock: ReturnType<typeof leapingClock>,
    options: EnosClientOptions,
  ) {
    const transport = createTransport();
    const client = enosClient(sandbox, {
      ...options,
      clock,
      transport: {
        ...transport,
        send: (request, wishes) => {
          if (!request.url.includes('/apim-token-service/')) {
            this.sent.push(request);
          }
          return transport.send(request, wishes);
        },
      },
    });
    this.#context = toolContext(client);
  }

  static async start({
    enosOptions = {},
    ...options
  }: FixtureOptions = {}): Promise<EnosToolFixture> {
    const clock = leapingClock();
    const sandbox = await startSandbox({ clock, enosOptions });
    return new EnosToolFixture(sandbox, clock, options);
  }

  /** Another client of the same sandbox. */
  as(options: EnosClientOptions): EnosToolFixture {
    return new EnosToolFixture(this.sandbox, this.clock, options);
  }

  get flows() {
    return this.sandbox.enos.flows;
  }

  run(name: EnosName, args: object, { signal, onProgress }: RunOptions = {}) {
    return createToolbox([name], this.#context).run(name, args, {
      signal: signal ?? new AbortController().signal,
      progress: onProgress ?? (() => undefined),
    });
  }

  /** The facts of a call that must succeed. */
  async answer(name: EnosName, args: object, options?: RunOptions): Promise<JsonObject> {
    const { text, structured = {}, isError } = await this.run(name, args, options);
    expect(isError, text).toBe(false);
    return structured;
  }

  /** The text of a call that must fail. */
  async failure(name: EnosName, args: object, options?: RunOptions): Promise<string> {
    const { text, isError } = await this.run(name, args, options);
    expect(isError, text).toBe(true);
    return text;
  }

  fault(fault: FaultInput): void {
    this.sandbox.faults.add(fault);
  }

  /** An answer in place of the service's own. */
  reply(endpoint: EnosName, body: object | string, status = 200, times = 1): void {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    this.fault({ kind: 'reply', endpoint, status, body: text, times });
  }

  /** An answer of the token service in place of its own. */
  signInReply(body: object, times = 1): void {
    const path = '/apim-token-service/*';
    this.fault({ kind: 'reply', path, status: 200, body: JSON.stringify(body), times });
  }

  /** What the service was asked, call by call. */
  get calls(): readonly (string | undefined)[] {
    return this.sandbox.requests.map(({ name }) => name).filter((name) => name !== 'enos_gateway');
  }
}
