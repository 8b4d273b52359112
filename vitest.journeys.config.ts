import { defineConfig } from 'vitest/config'

/** What a person does in a browser, on the real server with a real worker: needs Chromium (test/journeys/install.sh). */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.test.ts'],
    globalSetup: ['test/support/postgres.ts'],
    // Encodes and a browser share the machine with whatever else runs: one journey at a time.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // As patient as the browser's own waits: a busy machine takes more than a second to answer.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // As in vitest.config.ts.
    isolate: false,
  },
})
