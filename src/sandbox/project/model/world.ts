import type { SandboxClock } from '../../kernel/clock.js';
import { keysOf, sampleUsers } from '../../sample/project/people.js';
import { addProjectSample, type ProjectSample } from '../../sample/project/sample.js';
import { sampleSpaces, spaceKeys } from '../../sample/project/spaces.js';
import { defaultProjectOptions, type ProjectOptions } from '../options.js';
import { createProjectIds } from './ids.js';
import type { ProjectWorld } from './model.js';

/** What the plugin of the sandbox signs in with. */
export const samplePlugin = {
  id: 'MII_66F0A1B2C3D4E5F6',
  secret: '5A0D1E7B9C3F4826A1D5E8B7C0F93A26',
} as const;

export interface ProjectSandbox {
  readonly world: ProjectWorld;
  readonly sample: ProjectSample;
}

/** A tenant with the sample in it. Worlds of one seed have the same ids. */
export function createProjectWorld(
  seed: string,
  clock: SandboxClock,
  options: Partial<ProjectOptions> = {},
): ProjectSandbox {
  const world = emptyWorld(seed, clock, { ...defaultProjectOptions, ...options });
  return { world, sample: addProjectSample(world) };
}

/** People and spaces, and nothing that they have done. */
function emptyWorld(seed: string, clock: SandboxClock, options: ProjectOptions): ProjectWorld {
  const ids = createProjectIds(seed, options.idsBeyondDoubles);
  return {
    clock,
    options,
    ids,
    plugin: {
      ...samplePlugin,
      collaborators: new Set(keysOf('张三,李四')),
      virtualScope: new Set([spaceKeys.mall]),
    },
    users: sampleUsers,
    spaces: sampleSpaces(ids),
    items: new Map(),
    comments: [],
    files: new Map(),
    workHours: [],
    records: [],
    views: new Map(),
    batchTasks: new Map(),
    bindings: [],
    userGroups: [],
    charts: [],
  };
}
