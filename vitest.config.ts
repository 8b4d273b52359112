import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const given = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' } as const

/** They have garbage collected again and again, and tell what memory is left: in a process of their own. */
const measureMemory = ['test/platform/storage/disk-store.test.ts', 'test/my-data/large-export.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres.ts'],
    // Much of their time tests wait for ffmpeg or PostgreSQL, which are processes of their own.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        test: {
          ...given,
          name: 'usual',
          include: ['test/**/*.test.ts'],
          exclude: ['test/services/**', 'test/journeys/**', ...measureMemory],
          // What they import is loaded once for each process, not once for each file: ours keeps nothing between two of them.
          isolate: false,
        },
      },
      { test: { ...given, name: 'memory', include: measureMemory } },
    ],
  },
})
