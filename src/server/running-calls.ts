/** A tool call that has not ended. */
export interface RunningCall {
  /** Fires when the client cancels, when it is gone, and when the server is asked to stop. */
  readonly signal: AbortSignal;
  /** False once nobody waits for the answer: the client cancelled, or is gone. */
  readonly awaited: boolean;
  /** False once the call ended or was asked to stop: no more progress is due. */
  readonly live: boolean;
  /** The work is over. */
  end(): void;
}

/** Which calls are asked to stop. */
export type Stopping = 'writes' | 'all';

class Call implements RunningCall {
  readonly #abort = new AbortController();
  #awaited = true;
  #over = false;

  constructor(
    readonly readOnly: boolean,
    private readonly whenOver: (call: Call) => void,
  ) {}

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get awaited(): boolean {
    return this.#awaited;
  }

  get live(): boolean {
    return !this.#over && !this.signal.aborted;
  }

  /** What nobody waits for stays so, whoever asks for a stop next. */
  stop(awaited: boolean): void {
    this.#awaited &&= awaited;
    this.#abort.abort();
  }

  end(): void {
    this.#over = true;
    this.whenOver(this);
  }
}

/** The calls in flight. */
export class RunningCalls {
  readonly #calls = new Set<Call>();
  #stopped: { readonly which: Stopping; readonly awaited: boolean } | undefined;
  #whenIdle: (() => void)[] = [];

  /** `cancelled` fires when the client wants no answer any more, or is gone. */
  start(cancelled: AbortSignal, readOnly: boolean): RunningCall {
    const call = new Call(readOnly, (over) => this.#remove(over));
    this.#calls.add(call);
    cancelled.addEventListener('abort', () => call.stop(false), { once: true });
    if (cancelled.aborted) {
      call.stop(false);
    }
    this.#stopIfDue(call);
    return call;
  }

  /** Asks calls to stop, later ones too. `awaited`: whether somebody still reads the answers. */
  stop(which: Stopping, awaited: boolean): void {
    this.#stopped = { which, awaited };
    for (const call of this.#calls) {
      this.#stopIfDue(call);
    }
  }

  /** Resolves once no call is running. */
  idle(): Promise<void> {
    if (this.#calls.size === 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  #stopIfDue(call: Call): void {
    if (!this.#stopped || (this.#stopped.which === 'writes' && call.readOnly)) {
      return;
    }
    call.stop(this.#stopped.awaited);
  }

  #remove(call: Call): void {
    this.#calls.delete(call);
    if (this.#calls.size > 0) {
      return;
    }
    for (const resolve of this.#whenIdle.splice(0)) {
      resolve();
    }
  }
}

/** The params of a progress notification. */
export interface ProgressParams extends Record<string, unknown> {
  readonly progressToken: string | number;
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** Progress that only ever grows, and falls silent with its call. */
export function growingProgress(
  progressToken: string | number,
  call: RunningCall,
  notify: (params: ProgressParams) => void,
): (done: number, total: number | undefined, message?: string) => void {
  let reached = Number.NEGATIVE_INFINITY;
  return (progress, total, message) => {
    if (!call.live || !(progress > reached)) {
      return;
    }
    reached = progress;
    notify({
      progressToken,
      progress,
      ...(total !== undefined && { total }),
      ...(message !== undefined && { message }),
    });
  };
}
