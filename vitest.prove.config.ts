import { mergeConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** The tests that hold a numbered promise, told as a table: `npm run prove`. */
export default mergeConfig(usual, {
  test: { testNamePattern: /INV-\d\d/, reporters: ['./test/promises/promise-reporter.ts'] },
})
