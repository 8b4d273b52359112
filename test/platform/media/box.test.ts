import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Box, boxed, findBox, type Limits, wallSecondsFor } from '../../../src/platform/media/box.ts'

const bare: Box = { setpriv: undefined, prlimit: undefined, nice: undefined, ionice: undefined }
const full: Box = {
  setpriv: '/bin/setpriv',
  prlimit: '/bin/prlimit',
  nice: '/bin/nice',
  ionice: '/bin/ionice',
}

describe('the box around a media process', () => {
  test('empties the environment but for a plain PATH and a plain language', () => {
    const words = boxed(bare, { wallSeconds: 1 }, '/opt/ffmpeg')
    expect(words).toEqual(['-i', expect.stringMatching(/^PATH=(\/[a-z/]+:?)+$/), 'LC_ALL=C', '/opt/ffmpeg'])
  })

  test('each wrapper starts the next, and the program comes last', () => {
    const words = boxed(full, { wallSeconds: 1 }, '/opt/ffmpeg')
    const programs = words.filter((word) => word.startsWith('/'))
    expect(programs).toEqual(['/bin/setpriv', '/bin/prlimit', '/bin/nice', '/bin/ionice', '/opt/ffmpeg'])
    expect(words.at(-1)).toBe('/opt/ffmpeg')
  })

  test('a program does not outlive the one that started it', () => {
    const words = boxed(full, { wallSeconds: 1 }, '/opt/ffmpeg')
    expect(words.slice(words.indexOf('/bin/setpriv')).slice(1, 3)).toEqual(['--pdeathsig', 'KILL'])
  })

  test.each<[string, Limits, string[], string[]]>([
    [
      'memory is limited even when nobody says so',
      { wallSeconds: 9 },
      [`--as=${4 * 1024 ** 3}`],
      ['--cpu', '--fsize'],
    ],
    ['memory as asked', { wallSeconds: 9, addressSpaceBytes: 1e9 }, ['--as=1000000000'], []],
    ['whole seconds of processor, rounded up', { wallSeconds: 9, cpuSeconds: 1.2 }, ['--cpu=2'], ['--fsize']],
    ['whole bytes of a file, rounded up', { wallSeconds: 9, fileBytes: 10.5 }, ['--fsize=11'], ['--cpu']],
    ['no core dumps: they would hold the recording', { wallSeconds: 9 }, ['--core=0'], []],
  ])('%s', (_, limits, present, absent) => {
    const words = boxed(full, limits, '/opt/ffmpeg')
    expect(words).toEqual(expect.arrayContaining(present))
    for (const flag of absent) expect(words.join(' ')).not.toContain(flag)
  })

  test('a machine without prlimit still runs the program', () => {
    const words = boxed({ ...full, prlimit: undefined }, { wallSeconds: 1, cpuSeconds: 5 }, '/opt/ffmpeg')
    expect(words.join(' ')).not.toMatch(/--(as|cpu|fsize|nofile)/)
    expect(words.at(-1)).toBe('/opt/ffmpeg')
  })

  test('what is found on this machine is named by its whole path', async () => {
    for (const found of Object.values(await findBox()))
      expect(found === undefined || path.isAbsolute(found)).toBe(true)
  })

  test.each([
    [0, 120],
    [6000, 120],
    [60_000, 1200],
    [3_600_000, 72_000],
  ])('work on %i ms of media is given up after %i s', (durationMs, seconds) => {
    expect(wallSecondsFor(durationMs)).toBe(seconds)
  })
})
