import { spawnSync } from 'node:child_process'
import { existsSync, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** How to run a program that refuses to be root. */
export interface Runner {
  /** Words to put before the program's own. */
  readonly prefix: readonly string[]
  readonly identity: { uid?: number; gid?: number }
  /** Hands a folder, and all that is in it, over to whoever the program runs as. */
  own(folder: string): void
}

const namespace = ['unshare', '-U', '--map-user=65534', '--map-group=65534', '--']

/**
 * PostgreSQL refuses to run as root. Where we are root, a user namespace in which root is called nobody serves even
 * below a 0700 folder. Containers mostly refuse namespaces: there an unprivileged account has to do, which needs one
 * right of root's to get at data and programs in folders that are closed to it. A cluster that exists already is run as
 * whoever owns it, since PostgreSQL insists on that.
 */
export function unprivilegedRunner(cluster: string): Runner {
  if (process.getuid?.() !== 0) return { prefix: [], identity: {}, own: () => {} }
  const owner = existsSync(cluster) ? statSync(cluster) : undefined
  const isOwned = owner !== undefined && owner.uid !== 0
  if (!isOwned && works(namespace)) return { prefix: namespace, identity: {}, own: () => {} }

  const { uid, gid } = isOwned ? owner : (accountOf('postgres') ?? accountOf('nobody') ?? nobody)
  const own = (folder: string) => handOver(folder, uid, gid)
  const account = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const passing = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  const prefix = ['setpriv', ...account, ...passing, '--']
  return works(prefix) ? { prefix, identity: {}, own } : { prefix: [], identity: { uid, gid }, own }
}

const nobody = { uid: 65534, gid: 65534 }

const works = ([program = '', ...words]: readonly string[]): boolean =>
  spawnSync(program, [...words, 'true'], { stdio: 'ignore' }).status === 0

function accountOf(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** The folder itself last: what broke off is done again, and what is done is not walked through at every start. */
function handOver(folder: string, uid: number, gid: number): void {
  if (statSync(folder).uid === uid) return
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) lchownSync(path.join(entry.parentPath, entry.name), uid, gid)
  lchownSync(folder, uid, gid)
}
