import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { findMediaTools } from '../../../src/platform/media/tools.ts'
import { freshFolders, mediaTools, rejectionOf } from '../../support/media-work.ts'
import { program } from '../../support/programs.ts'

const fresh = freshFolders()
afterEach(() => vi.unstubAllEnvs())

interface Pretended {
  readonly version?: string
  readonly libavutil?: number
  readonly encoders?: readonly string[]
  readonly filters?: readonly string[]
}

/** A program that answers as ffmpeg does when asked for its version, encoders and filters. */
function pretend(folder: string, name: string, said: Pretended = {}): Promise<string> {
  const { version = '6.1.1', libavutil = 58, encoders = ['libx264', 'aac'], filters = [] } = said
  const lines = [
    `case "$*" in`,
    `*-encoders*) cat <<'END'\n${encoders.map((encoder) => ` V....D ${encoder} an encoder`).join('\n')}\nEND\n;;`,
    `*-filters*) cat <<'END'\n${filters.map((filter) => ` ... ${filter} V->V a filter`).join('\n')}\nEND\n;;`,
    `*) cat <<'END'\n${name} version ${version} Copyright (c)\nlibavutil      ${libavutil}. 29.100\nEND\n;;`,
    'esac',
  ]
  return program(folder, name, lines.join('\n'))
}

/** What is said when ffmpeg is as told, and ffprobe is good. */
async function sentenceFor(ffmpeg: Pretended): Promise<string> {
  const folder = await fresh()
  const ffprobePath = await pretend(folder, 'ffprobe')
  const ffmpegPath = await pretend(folder, 'ffmpeg', ffmpeg)
  return sentenceOf(await rejectionOf(findMediaTools({ ffmpegPath, ffprobePath })), folder)
}

/** The message, without the folder of the test. */
function sentenceOf(error: unknown, folder: string): string {
  expect(error).toBeInstanceOf(Error)
  const { message } = error as Error
  expect(message).toMatch(/^[^\n]+\.$/)
  return message.replaceAll(folder, '')
}

const advice = 'install it (apt-get install ffmpeg, or brew install ffmpeg)'

describe('finding ffmpeg', () => {
  test('the one on this machine is new enough and encodes what browsers play', async () => {
    const tools = await mediaTools()
    expect(path.isAbsolute(tools.ffmpeg) && path.isAbsolute(tools.ffprobe)).toBe(true)
    expect(tools.version).toMatch(/^\S+$/)
  })

  test('one that is not installed is asked for in one sentence', async () => {
    vi.stubEnv('PATH', await fresh())
    expect(sentenceOf(await rejectionOf(findMediaTools()), '')).toBe(
      `ffmpeg 5 or newer is needed and was not found: ${advice}, or set FFMPEG_PATH.`,
    )
  })

  test('a missing ffprobe is asked for by its own name', async () => {
    const folder = await fresh()
    const ffmpegPath = await pretend(folder, 'ffmpeg')
    const error = await rejectionOf(findMediaTools({ ffmpegPath, ffprobePath: path.join(folder, 'nowhere') }))
    expect(sentenceOf(error, folder)).toBe(
      `/nowhere is not a working ffprobe: ${advice}, or set FFPROBE_PATH.`,
    )
  })

  test('a file that is not a program is no ffmpeg', async () => {
    const folder = await fresh()
    const ffmpegPath = path.join(folder, 'ffmpeg')
    await writeFile(ffmpegPath, 'a letter')
    const error = await rejectionOf(
      findMediaTools({ ffmpegPath, ffprobePath: await pretend(folder, 'ffprobe') }),
    )
    expect(sentenceOf(error, folder)).toBe(`/ffmpeg is not a working ffmpeg: ${advice}, or set FFMPEG_PATH.`)
  })

  test('a version of years ago is named and refused', async () => {
    expect(await sentenceFor({ version: '4.4.2', libavutil: 56 })).toBe(
      `/ffmpeg is ffmpeg 4.4.2, but 5 or newer is needed: ${advice}, or set FFMPEG_PATH.`,
    )
  })

  test('one without the H.264 encoder is refused by what it lacks', async () => {
    expect(await sentenceFor({ encoders: ['aac'] })).toBe(
      `/ffmpeg cannot encode with libx264: ${advice} in a full build.`,
    )
  })

  test.each<[string, readonly string[], boolean]>([
    ['both filters of tone-mapping', ['zscale', 'tonemap'], true],
    ['only one of them', ['tonemap'], false],
    ['another of a longer name', ['zscale', 'tonemap_opencl'], false],
  ])('a build from git, named by its commit, is taken; with %s', async (_, filters, hasToneMapping) => {
    const folder = await fresh()
    const ffmpegPath = await pretend(folder, 'ffmpeg', {
      version: 'N-109412-gabc',
      libavutil: 57,
      filters,
    })
    const ffprobePath = await pretend(folder, 'ffprobe')
    expect(await findMediaTools({ ffmpegPath, ffprobePath })).toMatchObject({
      ffmpeg: ffmpegPath,
      ffprobe: ffprobePath,
      version: 'N-109412-gabc',
      hasToneMapping,
    })
  })
})
