import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { encodeRungs, remux } from '../../src/platform/media/encode.ts'
import type { MediaFacts } from '../../src/platform/media/facts.ts'
import type { Packaged } from '../../src/platform/media/packaged.ts'
import { probe } from '../../src/platform/media/probe.ts'
import { planRenditions, type RenditionPlan } from '../../src/platform/media/rendition-plan.ts'
import { findMediaTools, type MediaTools } from '../../src/platform/media/tools.ts'
import { type SampleName, sample } from './samples.ts'

const run = promisify(execFile)

let found: Promise<MediaTools> | undefined
export const mediaTools = (): Promise<MediaTools> => {
  found ??= findMediaTools()
  return found
}

/**
 * Our tools under limits alone, for scripts in the place of a program: in bubblewrap they could write nowhere that a test
 * looks, and their pids would be others.
 */
export async function limitedTools(): Promise<MediaTools> {
  const tools = await mediaTools()
  return { ...tools, box: { ...tools.box, bwrap: undefined } }
}

/** Called once at the top of a test file: answers a maker of empty folders that are gone after its tests. */
export function freshFolders(): () => Promise<string> {
  let base: Promise<string> | undefined
  afterAll(async () => {
    if (base) await rm(await base, { recursive: true, force: true })
  })
  return async () => {
    base ??= mkdtemp(path.join(tmpdir(), 'interlude-media-'))
    return mkdtemp(path.join(await base, 'work-'))
  }
}

export interface Work {
  readonly tools: MediaTools
  readonly source: string
  readonly facts: MediaFacts
  readonly folder: string
}

/** A file, probed, with a folder to prepare it in. */
export async function workOnFile(source: string, folder: string): Promise<Work> {
  const tools = await mediaTools()
  return { tools, source, facts: await probe(tools, source), folder }
}

export const workOn = async (name: SampleName, folder: string): Promise<Work> =>
  workOnFile(await sample(name), folder)

export async function encodedFrom(
  name: SampleName,
  folder: string,
  plan?: RenditionPlan,
): Promise<Packaged[]> {
  const work = await workOn(name, folder)
  return encodeRungs({ ...work, plan: plan ?? planRenditions(work.facts) })
}

/** The smallest picture alone, with its sound: all rungs stand behind the same filters of time. */
export async function smallestFrom(name: SampleName, folder: string): Promise<Packaged> {
  const work = await workOn(name, folder)
  const whole = planRenditions(work.facts)
  const plan = { ...whole, video: whole.video.slice(-1), soundAlone: false }
  const [made] = await encodeRungs({ ...work, plan })
  if (!made) throw new Error(`${name} has no picture`)
  return made
}

export const remuxedFrom = async (name: SampleName, folder: string): Promise<Packaged> =>
  remux(await workOn(name, folder))

export interface SeenStream {
  readonly codec_type: string
  readonly codec_name: string
  readonly width?: number
  readonly height?: number
  readonly sample_aspect_ratio?: string
  readonly pix_fmt?: string
  readonly color_space?: string
  readonly color_transfer?: string
  readonly color_primaries?: string
  readonly color_range?: string
  readonly r_frame_rate?: string
  readonly avg_frame_rate?: string
  readonly has_b_frames?: number
  readonly channels?: number
  readonly sample_rate?: string
  readonly side_data_list?: readonly unknown[]
}

/** What ffprobe says of a file's streams. */
export async function streamsOf(file: string): Promise<readonly SeenStream[]> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', '-show_streams', file])
  return (JSON.parse(stdout) as { streams: SeenStream[] }).streams
}

export const pictureOf = async (file: string): Promise<SeenStream | undefined> =>
  (await streamsOf(file)).find((stream) => stream.codec_type === 'video')

/** What a promise was rejected with; throws when it was not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => ({ resolved: true as const }),
    (error: unknown) => ({ resolved: false as const, error }),
  )
  if (outcome.resolved) throw new Error('was expected to be rejected')
  return outcome.error
}
