import { mkdir, utimes } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeCheckout, ffmpegOf, nodeOf } from './support/fake-checkout.ts'
import { program } from './support/programs.ts'

let box: Awaited<ReturnType<typeof fakeCheckout>>

const run = async (env: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await box.run('setup', { env })
  return { code, stdout, stderr }
}
const silence = { code: 0, stdout: '', stderr: '' }
const refusal = (sentence: string) => ({ code: 1, stdout: '', stderr: `${sentence}\n` })
const everything = 'Installing packages …\nBuilding the web client …\n'

beforeEach(async () => {
  box = await fakeCheckout()
})
afterEach(() => box.remove())

describe('bin/setup', () => {
  const touchIn = async (seconds: number, file: string) => {
    const later = new Date(Date.now() + seconds * 1000)
    await utimes(path.join(box.checkout, file), later, later)
  }

  it('installs and builds on a fresh checkout, and the second time does and says nothing', async () => {
    expect(await run()).toEqual({ ...silence, stdout: everything })
    const npm = [
      'npm ci --include=dev --include=optional --loglevel=error',
      'npm run --silent build -- --logLevel warn',
    ]
    expect(await box.calls()).toEqual(npm)
    expect(await run()).toEqual(silence)
    expect(await box.calls()).toEqual(npm)
  })

  it('installs again where the lockfile is newer, and builds again where that or a source is', async () => {
    await run()
    await touchIn(60, 'package-lock.json')
    expect((await run()).stdout).toBe(everything)
    await touchIn(90, 'node_modules/.package-lock.json')
    await touchIn(90, 'web/dist/.vite/manifest.json')
    expect(await run()).toEqual(silence)
    await touchIn(120, 'web/src/page.tsx')
    expect((await run()).stdout).toBe('Building the web client …\n')
  })

  it('takes an install that broke off for none', async () => {
    await box.noting('npm', 'mkdir -p node_modules/half && exit 7')
    expect((await run()).code).toBe(7)
    await box.noting('npm', 'exit 8')
    expect((await run()).code).toBe(8)
  })

  it('works on its own checkout wherever it is called, whatever CDPATH says', async () => {
    await mkdir(path.join(box.folder, 'elsewhere/bin'), { recursive: true })
    const env = { CDPATH: path.join(box.folder, 'elsewhere') }
    const called = await box.run('setup', { env, cwd: box.checkout, as: 'bin/setup' })
    expect(called.stdout).toBe(everything)
    expect((await box.run('setup', { cwd: '/' })).stdout).toBe('')
  })
})

describe('bin/start', () => {
  it('sets up, and becomes the server, on the Node that the packages brought', async () => {
    const { stdout, pid } = await box.run('start')
    // The same process, or a signal would reach a shell.
    expect(stdout).toBe(`${everything}src/main.ts on 24.21.0 as ${pid}\n`)
  })

  it('starts nothing where something is missing', async () => {
    await box.forget('npm')
    const { code, stdout } = await box.run('start')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })
})

describe('bin/setup asks for Node', () => {
  it.each(['node', 'npm'])('where there is no %s', async (name) => {
    await box.forget(name)
    expect(await run()).toEqual(refusal('Node 20 or newer with npm is needed first: see https://nodejs.org.'))
  })

  it('where it is older than 20, before anything is installed', async () => {
    await box.fake('node', nodeOf('18.19.0'))
    const sentence = 'Node 20 or newer is needed, and this is v18.19.0: see https://nodejs.org.'
    expect(await run()).toEqual(refusal(sentence))
    expect(await box.calls()).toEqual([])
  })

  it.each(['20.20.2', '22.1.0', '24.11.1'])('where it is %s and the packages bring none', async (version) => {
    await box.fake('node', nodeOf(version))
    await box.bringNode(version)
    expect(await run()).toEqual({
      ...refusal(
        `Node 24.12 or newer is needed on this system, and this is v${version}: see https://nodejs.org.`,
      ),
      stdout: 'Installing packages …\n',
    })
  })

  it.each(['24.12.0', '25.0.0'])('not where it is %s', async (version) => {
    await box.fake('node', nodeOf(version))
    await box.bringNode(version)
    expect((await run()).code).toBe(0)
  })
})

describe('bin/setup, where ffmpeg is missing or older than 5,', () => {
  const install =
    'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends ffmpeg'
  /** A package manager that brings both programs, the first of this version. */
  const bringing = (libavutil: number) => `case "$*" in *update) exit ;; esac
printf '#!/bin/sh\\n%s\\n' '${ffmpegOf(libavutil)}' > "${box.fakes}/ffmpeg"
echo '#!/bin/sh' > "${box.fakes}/ffprobe"
chmod +x "${box.fakes}/ffprobe"`

  beforeEach(() => box.fake('ffmpeg', ffmpegOf(56)))

  it('installs it as root, then goes on', async () => {
    await box.noting('apt-get', bringing(57))
    expect(await run()).toEqual({ ...silence, stdout: `Installing ffmpeg …\n${everything}` })
    expect((await box.calls()).slice(0, 2)).toEqual([
      'apt-get -qq update',
      'apt-get -qq install --no-install-recommends ffmpeg',
    ])
  })

  it('installs it where only ffprobe is missing', async () => {
    await box.fake('ffmpeg', ffmpegOf(57))
    await box.forget('ffprobe')
    await box.noting('apt-get', bringing(57))
    expect((await run()).code).toBe(0)
  })

  it('says so where the system has only an older one', async () => {
    await box.noting('apt-get', bringing(56))
    expect((await run()).stderr).toBe(
      'The ffmpeg of this system is older than 5: please install a newer one, or set FFMPEG_PATH and FFPROBE_PATH.\n',
    )
    expect(await box.calls()).toHaveLength(2)
  })

  it('says what to run where the install fails', async () => {
    await box.noting('apt-get', 'exit 100')
    const { code, stderr } = await run()
    expect(code).toBe(1)
    expect(stderr).toBe(`ffmpeg could not be installed. Please run: sh -c '${install}'\n`)
  })

  it('asks sudo where it is not root, and says the one line to run where sudo would ask back', async () => {
    await box.noting('apt-get', bringing(57))
    await box.fake('id', 'echo 1000')
    const line = refusal(`ffmpeg 5 or newer is needed. Please run: sudo sh -c '${install}'`)
    expect(await run()).toEqual(line)
    await box.fake('sudo', 'exit 1')
    expect(await run()).toEqual(line)
    expect(await box.calls()).toEqual([])
    await box.noting('sudo', '[ "$2" = true ] && exit; shift; exec "$@"')
    expect((await run()).code).toBe(0)
    expect(await box.calls()).toContain(`sudo -n sh -c ${install}`)
  })

  it.each([
    ['dnf', '-q -y install ffmpeg-free', 0],
    ['apk', 'add -q ffmpeg', 0],
    // Homebrew refuses root, and asks for none.
    ['brew', 'install -q ffmpeg', 501],
  ])('uses %s where that is the package manager', async (manager, words, uid) => {
    await box.noting(manager, bringing(60))
    await box.fake('id', `echo ${uid}`)
    expect((await run()).code).toBe(0)
    expect((await box.calls())[0]).toBe(`${manager} ${words}`)
  })

  it('says so where it knows no package manager', async () => {
    expect(await run()).toEqual(
      refusal('ffmpeg 5 or newer is needed: please install it with your package manager.'),
    )
  })

  it('takes the one that FFMPEG_PATH names, and installs nothing where that will not do', async () => {
    await box.noting('apt-get', bringing(57))
    const newer = await program(box.folder, 'newer', ffmpegOf(60))
    expect((await run({ FFMPEG_PATH: newer })).code).toBe(0)
    expect(await run({ FFMPEG_PATH: '/nowhere/ffmpeg' })).toEqual(
      refusal('ffmpeg 5 or newer is needed, and what FFMPEG_PATH or FFPROBE_PATH names is not.'),
    )
    expect((await box.calls()).filter((call) => call.startsWith('apt-get'))).toEqual([])
  })
})
