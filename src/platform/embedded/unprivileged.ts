import { spawnSync } from 'node:child_process'
import { chownSync, readFileSync } from 'node:fs'

/** How to run a program that refuses to be root. */
export interface Runner {
  /** Words to put before the program's own. */
  readonly prefix: readonly string[]
  readonly identity: { uid?: number; gid?: number }
  /** Hands a path over to whoever the program runs as. */
  own(path: string): void
}

/**
 * PostgreSQL refuses to run as root. Where we are root, a user namespace in which root is called nobody serves even
 * below a 0700 folder; where namespaces are switched off, a real unprivileged account has to do.
 */
export function unprivilegedRunner(): Runner {
  if (process.getuid?.() !== 0) return { prefix: [], identity: {}, own: () => {} }
  const prefix = ['unshare', '-U', '--map-user=65534', '--map-group=65534', '--']
  const [program = '', ...words] = [...prefix, 'true']
  if (spawnSync(program, words, { stdio: 'ignore' }).status === 0)
    return { prefix, identity: {}, own: () => {} }
  const identity = accountOf('postgres') ?? accountOf('nobody') ?? { uid: 65534, gid: 65534 }
  return { prefix: [], identity, own: (path) => chownSync(path, identity.uid, identity.gid) }
}

function accountOf(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}
