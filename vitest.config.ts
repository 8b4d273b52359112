import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/services/**', 'test/journeys/**'],
    globalSetup: ['test/support/postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // What they import is loaded once for each process, not once for each file: ours keeps nothing between two of them.
    isolate: false,
    // Much of their time tests wait for ffmpeg or PostgreSQL, which are processes of their own.
    maxWorkers: Math.max(2, availableParallelism()),
  },
})
