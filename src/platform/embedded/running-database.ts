import { existsSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'

/** Where the database of the embedded default answers while it runs; undefined where it does not. */
export function runningDatabaseUrl(dataDir: string): string | undefined {
  const home = path.join(existsSync(dataDir) ? realpathSync(dataDir) : dataDir, 'postgres')
  const [pidFile, passwordFile] = [path.join(home, 'cluster', 'postmaster.pid'), path.join(home, 'password')]
  if (!existsSync(pidFile) || !existsSync(passwordFile)) return undefined
  // Its fourth line is the port (PostgreSQL’s src/include/utils/pidfile.h).
  const port = readFileSync(pidFile, 'utf8').split('\n')[3]?.trim()
  if (!port) return undefined
  return `postgres://interlude:${readFileSync(passwordFile, 'utf8').trim()}@127.0.0.1:${port}/interlude`
}
