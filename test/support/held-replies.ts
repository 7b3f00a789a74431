import type { SandboxClock } from '../../src/sandbox/kernel/clock.js';

/** Time of a vendor whose slow answers leave when the test says so, be the machine as slow as it may. */
export class HeldReplies implements SandboxClock {
  #waiting: (() => void)[] = [];

  now(): number {
    return Date.now();
  }

  sleep(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** How many are due. */
  get count(): number {
    return this.#waiting.length;
  }

  /** Lets those leave that are due now. */
  release(): void {
    for (const leave of this.#waiting.splice(0)) leave();
  }
}
