import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { StartRefused } from '../refuse-start.ts'

/**
 * Makes this process the only one that works in `folder` until it ends, by whatever cause. Two servers on one data
 * folder would each take the other's PostgreSQL for a leftover. `folder` is its one real path, without links. Throws
 * where another process has it.
 */
export async function claimFolder(folder: string): Promise<void> {
  const name = `interlude-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  // An abstract socket of Linux has no file that a crash could leave behind.
  const address = process.platform === 'linux' ? `\0${name}` : path.join(tmpdir(), name)
  if (await claim(address)) return
  if (process.platform !== 'linux' && !(await answers(address))) {
    rmSync(address, { force: true })
    if (await claim(address)) return
  }
  throw new StartRefused(
    `Another Interlude is running on ${folder} already: stop it first, or set another DATA_DIR.`,
  )
}

function claim(address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen(address, () => {
      server.unref()
      resolve(true)
    })
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
