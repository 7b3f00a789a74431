import { createHash } from 'node:crypto';
import type { SandboxClock } from '../kernel/clock.js';
import type { Enos, EnosUser } from './model.js';
import { defaultEnosOptions, type EnosOptions } from './options.js';

export interface EnosSettings {
  readonly clock: SandboxClock;
  /** Services of one seed give the same ids in the same order. */
  readonly seed: string;
  readonly options?: Partial<EnosOptions>;
  readonly users: readonly EnosUser[];
}

/** A service in which nothing is yet but its users. */
export function createEnos({ clock, seed, options, users }: EnosSettings): Enos {
  let flows = 3_376;
  let tasks = 104_442;
  let directories = 0;
  return {
    clock,
    options: { ...defaultEnosOptions, ...options },
    users,
    flows: new Map(),
    instances: [],
    directories: [],
    triggeredAt: new Map(),
    newFlowId: () => {
      flows += 1;
      return flows;
    },
    newTaskId: () => {
      tasks += 1;
      return tasks;
    },
    newDirId: () => {
      directories += 1;
      return createHash('md5').update(`${seed} directory ${directories}`).digest('hex');
    },
  };
}
