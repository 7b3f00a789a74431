/** Takes tasks one at a time, first come first served. */
export interface Turns {
  /** Tasks that run or wait. */
  readonly size: number;
  /** Runs the task when it is its turn; a signal that fires before that takes it out of the line. */
  inTurn<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const line: (() => void)[] = [];
  let size = 0;

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        line.splice(line.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      line.push(enter);
    });
  }

  return {
    get size() {
      return size;
    },
    async inTurn(signal, task) {
      signal.throwIfAborted();
      size += 1;
      try {
        if (size > 1) {
          await turn(signal);
        }
      } catch (error) {
        size -= 1;
        throw error;
      }
      try {
        return await task();
      } finally {
        size -= 1;
        line.shift()?.();
      }
    },
  };
}
