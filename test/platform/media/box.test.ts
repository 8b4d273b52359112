import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type Box,
  boxed,
  exitCodeOf,
  findBox,
  type Limits,
  wallSecondsFor,
} from '../../../src/platform/media/box.ts'
import { filesOf, localFile } from '../../../src/platform/media/guard.ts'

const bare: Box = {
  ...{
    bwrap: undefined,
    lacks: 'it is not installed',
    unshare: undefined,
    setpriv: undefined,
    prlimit: undefined,
  },
  ...{ choom: undefined, nice: undefined, ionice: undefined },
}
const limited: Box = {
  ...bare,
  unshare: ['/bin/unshare', '--net'],
  ...{ setpriv: '/bin/setpriv', prlimit: '/bin/prlimit', choom: '/bin/choom' },
  ...{ nice: '/bin/nice', ionice: '/bin/ionice' },
}
const full: Box = { ...limited, bwrap: ['/bin/bwrap', '--unshare-all'], lacks: undefined }
const program = '/usr/bin/ffmpeg'
const wordsOf = (box: Box, limits: Limits = { wallSeconds: 1 }) => boxed(box, { program, limits })

describe('the words of the box around a media process', () => {
  test('empty the environment but for a plain PATH and a plain language', () => {
    expect(wordsOf(bare)).toEqual(['-i', expect.stringMatching(/^PATH=(\/[a-z/]+:?)+$/), 'LC_ALL=C', program])
  })

  test('have each wrapper start the next, and the program last', () => {
    const wrappers = ['setpriv', 'prlimit', 'choom', 'nice', 'ionice'].map((name) => `/bin/${name}`)
    const programs = (box: Box) => wordsOf(box).filter((word) => /^\/(usr\/)?bin\//.test(word))
    expect(programs(limited)).toEqual(['/bin/unshare', ...wrappers, program])
    expect(programs(full)).toEqual([...wrappers, '/bin/bwrap', program])
  })

  test('do not let a program outlive the one that started it', () => {
    const words = wordsOf(full)
    expect(words.slice(words.indexOf('/bin/setpriv')).slice(1, 3)).toEqual(['--pdeathsig', 'KILL'])
  })

  test('forbid it to gain anything by starting another, where bubblewrap does not see to that', () => {
    expect(wordsOf(limited)).toContain('--no-new-privs')
  })

  test.each<[string, Limits, string[], string[]]>([
    [
      'memory is limited even when nobody says so',
      { wallSeconds: 9 },
      [`--as=${4 * 1024 ** 3}`],
      ['--cpu', '--fsize'],
    ],
    ['memory as asked', { wallSeconds: 9, memoryBytes: 1e9 }, ['--as=1000000000'], []],
    ['whole seconds of processor, rounded up', { wallSeconds: 9, cpuSeconds: 1.2 }, ['--cpu=2'], ['--fsize']],
    ['whole bytes of a file, rounded up', { wallSeconds: 9, fileBytes: 10.5 }, ['--fsize=11'], ['--cpu']],
    ['no core dumps: they would hold the recording', { wallSeconds: 9 }, ['--core=0'], []],
  ])('set limits: %s', (_, limits, present, absent) => {
    const words = wordsOf(full, limits)
    expect(words).toEqual(expect.arrayContaining(present))
    for (const flag of absent) expect(words.join(' ')).not.toContain(flag)
  })

  test('still run the program on a machine without prlimit', () => {
    const words = wordsOf({ ...limited, prlimit: undefined }, { wallSeconds: 1, cpuSeconds: 5 })
    expect(words.join(' ')).not.toMatch(/--(as|cpu|fsize|nofile)/)
    expect(words.at(-1)).toBe(program)
  })

  test('show what is read and what is written to, the source read-only in the folder it is in', () => {
    const limits = { wallSeconds: 1 }
    const run = { program, limits, cwd: '/data/a', reads: ['/data/a/original'], writes: ['/data/b'] }
    const words = boxed(full, run)
    expect(words.slice(words.indexOf('--unshare-all') + 1)).toEqual([
      ...['--bind', '/data/a', '/data/a', '--bind', '/data/b', '/data/b'],
      ...[
        '--ro-bind',
        '/data/a/original',
        '/data/a/original',
        '--remount-ro',
        '/',
        '--chdir',
        '/data/a',
        '--',
        program,
      ],
    ])
    expect(boxed(limited, run).join(' ')).not.toContain('/data')
  })

  test.each([
    ['/opt/ffmpeg7/bin/ffmpeg', ['/opt/ffmpeg7/bin', '/opt/ffmpeg7/lib'], '/opt/ffmpeg7'],
    ['/srv/tools/ffmpeg', ['/srv/tools'], '/srv'],
    ['/nix/store/abc-ffmpeg/bin/ffmpeg', ['/nix/store'], '/nix'],
  ])('show %s its own libraries, and not what is beside them', (elsewhere, seen, hidden) => {
    const words = boxed(full, { program: elsewhere, limits: { wallSeconds: 1 } })
    const shown = words.filter((_, at) => words[at - 1] === '--ro-bind-try')
    expect(shown).toEqual(expect.arrayContaining(seen))
    expect(shown).not.toContain(hidden)
  })
})

describe('the box of this machine', () => {
  test('is made of programs that are named by their whole path', async () => {
    const { bwrap, unshare, lacks: _, ...others } = await findBox()
    for (const found of [bwrap?.[0], unshare?.[0], ...Object.values(others)])
      expect(found === undefined || path.isAbsolute(found)).toBe(true)
  })

  test('is without bubblewrap where only limits are wanted, and says why', async () => {
    expect(await findBox('limits')).toMatchObject({ bwrap: undefined, lacks: 'bubblewrap was not asked for' })
  })

  test('is without bubblewrap where a program does not start in it', async () => {
    const { bwrap, lacks } = await findBox('auto', { programs: ['/nowhere/ffmpeg'] })
    expect([bwrap, typeof lacks]).toEqual([undefined, 'string'])
  })
})

test('files are what arguments name by their protocol: inputs are read, the folders of outputs written to', () => {
  const args = [
    '-f',
    'mp4',
    '-i',
    localFile('/data/a b'),
    '-map',
    '0',
    '-y',
    localFile('/out/x/1.jpg'),
    'y/2.jpg',
  ]
  expect(filesOf(args)).toEqual({ reads: ['/data/a b'], writes: ['/out/x'] })
  expect(filesOf(['-metadata', 'file=-', '-i', 'list.txt', 'file.mp4'])).toEqual({ reads: [], writes: [] })
})

test.each([
  [0, 0],
  [1, 1],
  [137, null],
  [139, null],
  [153, null],
  [null, null],
  // How ffmpeg 7 ends on data that it cannot read.
  [183, 183],
  [255, 255],
])('of the exit code %s is said %s', (code, said) => {
  expect(exitCodeOf(code)).toBe(said)
})

test.each([
  [0, 120],
  [6000, 120],
  [60_000, 1200],
  [3_600_000, 72_000],
])('work on %i ms of media is given up after %i s', (durationMs, seconds) => {
  expect(wallSecondsFor(durationMs)).toBe(seconds)
})
