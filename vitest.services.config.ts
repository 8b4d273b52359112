import { defineConfig } from 'vitest/config'

/** The suites that need Redis and an S3 server: `npm run test:services` starts both. */
export default defineConfig({
  test: {
    include: ['test/services/**/*.test.ts'],
    globalSetup: ['test/support/postgres.ts', 'test/services/setup.ts'],
    // They share one Redis and one bucket, and some sweep them.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
})
