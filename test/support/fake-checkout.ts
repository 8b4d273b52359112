import { type ChildProcess, execFile, execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { program } from './programs.ts'

/** The real programs that the scripts may use; whatever else they find is a fake. */
const tools = ['bash', 'env', 'dirname', 'sed', 'find', 'head', 'touch', 'sh', 'mkdir', 'cat', 'cp', 'chmod']

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly pid: number | undefined
}

interface Call {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** As the caller types it. */
  readonly as?: string
}

/** Says a version, and runs `-e` as if it had it. Run on a file, says which, and its own pid. */
export const nodeOf = (version: string): string => `case "$1" in
  --version) echo v${version} ;;
  -e) exec "${process.execPath}" -e "{ const process = { versions: { node: '${version}' }, exit: globalThis.process.exit }; $2 }" ;;
  *) echo "$1 on ${version} as $$" ;;
esac`

export const ffmpegOf = (libavutil: number): string =>
  `echo "ffmpeg version N-1"; echo "libavutil      ${libavutil}. 28.100"`

/**
 * A copy of bin/ in a checkout that has what it looks at, with fakes for all it calls: Node 20 with an npm that brings
 * Node 24, ffmpeg 5, and root as who asks.
 */
export async function fakeCheckout() {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-setup-'))
  const checkout = path.join(folder, 'check out')
  const fakes = path.join(folder, 'fakes')
  for (const made of ['tools', 'fakes', 'check out/web/src']) {
    await mkdir(path.join(folder, made), { recursive: true })
  }
  for (const tool of tools) {
    const real = execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim()
    await symlink(real, path.join(folder, 'tools', tool))
  }
  await cp(path.resolve(import.meta.dirname, '../../bin'), path.join(checkout, 'bin'), { recursive: true })
  await writeFile(path.join(checkout, 'package-lock.json'), '{}')
  await writeFile(path.join(checkout, 'web/src/page.tsx'), '')

  const fake = (name: string, script: string) => program(fakes, name, script)
  const noting = (name: string, script = '') =>
    fake(name, `echo "${name} $*" >> "${folder}/calls"\n${script}`)
  const bringNode = (version: string) => program(folder, 'brought-node', nodeOf(version))
  await fake('node', nodeOf('20.20.2'))
  await bringNode('24.21.0')
  await noting(
    'npm',
    `case "$1" in
  ci)
    mkdir -p node_modules/.bin && cp "${folder}/brought-node" node_modules/.bin/node
    echo > node_modules/.package-lock.json ;;
  run) mkdir -p web/dist/.vite && echo > web/dist/.vite/manifest.json ;;
esac`,
  )
  await fake('ffmpeg', ffmpegOf(57))
  await fake('ffprobe', '')
  await fake('id', 'echo 0')

  return {
    folder,
    checkout,
    fakes,
    fake,
    /** A fake that notes how it was called. */
    noting,
    forget: (name: string) => rm(path.join(fakes, name)),
    /** What the packages bring from now on. */
    bringNode,
    /** How the noting fakes were called, in order. */
    calls: async () => (await readFile(`${folder}/calls`, 'utf8').catch(() => '')).split('\n').slice(0, -1),
    run: (script: 'setup' | 'start', { env, cwd = folder, as }: Call = {}) =>
      new Promise<Outcome>((resolve) => {
        const options = { cwd, env: { PATH: `${fakes}:${folder}/tools`, ...env } }
        const child: ChildProcess = execFile(
          as ?? path.join(checkout, 'bin', script),
          options,
          (error, stdout, stderr) => {
            resolve({ code: error ? Number(error.code) : 0, stdout, stderr, pid: child.pid })
          },
        )
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
