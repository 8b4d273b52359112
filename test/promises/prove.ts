/**
 * npm run prove: shows each promise about people, cohorts and trust with what was tried and what was seen. Where a demo
 * runs on this data folder, everybody in it is sent looking for a new clip first; then every promise is tried on a
 * database of its own.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { proveOnDemo, runningDemo } from './on-the-demo.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

const demo = await runningDemo(path.resolve(process.env.DATA_DIR ?? 'data'))
if (demo) {
  say(
    `On the running demo at ${demo.baseUrl}: a teacher uploads a clip, and everybody asks every route for it.\n`,
  )
  if (!(await proveOnDemo(demo, say))) process.exitCode = 1
} else {
  say('No demo is running here (bin/start runs one), so there is nobody to send looking.')
}
say('\nEvery promise, tried on a database of its own. This takes a few minutes.')
const root = path.resolve(import.meta.dirname, '../..')
const vitest = spawn(
  process.execPath,
  [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'vitest.prove.config.ts'],
  { cwd: root, stdio: 'inherit' },
)
vitest.once('exit', (code) => {
  process.exitCode = code === 0 ? (process.exitCode ?? 0) : 1
})
