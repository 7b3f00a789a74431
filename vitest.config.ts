import { defineConfig } from 'vitest/config';

/** Replaces a module of Node, listens to the process, or measures the heap: not beside other files. */
const alone = [
  'test/unit/files/memory.test.ts',
  'test/unit/files/swapped.test.ts',
  'test/unit/server/process.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    expect: { poll: { timeout: 20_000, interval: 5 } },
    projects: [
      {
        extends: true,
        // Files share the modules that are loaded, which is half of the time of a run.
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: alone, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
