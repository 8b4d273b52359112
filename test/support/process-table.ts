import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** One process, for as long as it lives: its pid may be another's later, but not with the same start. */
export interface Member {
  readonly pid: number
  readonly parent: number
  readonly startedAt: string
  /** Its words, with spaces between. */
  readonly command: string
}

/** It and everything below it. */
export function familyOf(pid: number): Member[] {
  const all = livingProcesses()
  const family = all.filter((process) => process.pid === pid)
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid))
  return family
}

/** Those of a family that live still, and whoever else has the folder among its words. */
export const leftOf = (family: readonly Member[], folder: string): Member[] =>
  livingProcesses().filter(
    ({ pid, startedAt, command }) =>
      command.includes(folder) ||
      family.some((member) => member.pid === pid && member.startedAt === startedAt),
  )

/** Not those that ended and only wait for their parent to notice. */
export const livingProcesses = (): Member[] => (existsSync('/proc/self/stat') ? fromProc() : fromPs())

const isMember = (member: Member | undefined): member is Member => member !== undefined

const fromProc = (): Member[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): Member | undefined => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        // The name before it is in brackets, and may hold anything.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const [state = '', parent = ''] = fields
        if (state === 'Z' || state === 'X') return undefined
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return { pid: Number(name), parent: Number(parent), startedAt: fields[19] ?? '', command }
      } catch {
        // It ended while we looked.
        return undefined
      }
    })
    .filter(isMember)

const fromPs = (): Member[] =>
  execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,state=,lstart=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((line): Member | undefined => {
      const [, pid, parent, state = 'Z', startedAt = '', command = ''] =
        /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+ +\S+ +\S+ +\S+ +\S+)\s+(.*)$/.exec(line) ?? []
      if (state.startsWith('Z')) return undefined
      return { pid: Number(pid), parent: Number(parent), startedAt, command }
    })
    .filter(isMember)
