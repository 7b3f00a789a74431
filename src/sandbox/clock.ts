/** Time inside the sandbox; tests move it by hand. */
export interface SandboxClock {
  /** Unix time in milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const realClock: SandboxClock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
