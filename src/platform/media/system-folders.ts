import { lstat, readlink } from 'node:fs/promises'

/** Where programs of the system are, the preferred ones first. */
export const places: readonly string[] = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin']

const folders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32']
/** How the loader finds libraries, which of several is meant, and fonts. Nothing of /etc that could be a secret. */
const settings = [
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/alternatives',
  '/etc/fonts',
]

/** The words that show programs and libraries in bubblewrap, read-only; folders that are links stay links. */
export async function systemWords(): Promise<string[]> {
  const words = ['--ro-bind', '/usr', '/usr']
  for (const folder of folders) {
    const found = await lstat(folder).catch(() => undefined)
    if (found?.isSymbolicLink()) words.push('--symlink', await readlink(folder), folder)
    else if (found) words.push('--ro-bind', folder, folder)
  }
  for (const file of settings) words.push('--ro-bind-try', file, file)
  return words
}
