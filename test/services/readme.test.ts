import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { numbered } from '../support/make-media.ts'
import { useProcesses } from '../support/processes.ts'

const processes = useProcesses()
const readme = await readFile(path.resolve(import.meta.dirname, '../../README.md'), 'utf8')

/** Here because it needs curl, which a fresh machine may lack and the service suites ask for anyway. */
test('the script in the README does what it says, on a running demo', async () => {
  const script = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
    .map(([, text = '']) => text)
    .find((text) => text.includes('lesson.mp4'))
  const dataDir = path.join(processes.folder, 'data')
  await processes.start(dataDir)
  await numbered(path.join(processes.folder, 'lesson.mp4'), { seconds: 45, size: '1280x720' })
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script ?? 'false'], {
    cwd: processes.folder,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, HOME: processes.folder },
    timeout: 150_000,
  })
  const lines = stdout.trim().split('\n')
  expect(lines.filter((line) => line === '206 1000 bytes')).toHaveLength(3)
  expect(lines.slice(-4)).toEqual(['Maple Street math cohort', '42300', 'What happens here?', '404'])
}, 180_000)
