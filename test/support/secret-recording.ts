import { readFile, writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { Person } from './cast.ts'
import { ffmpeg, numbers, plainPicture, plainSound } from './make-media.ts'
import { reachableUrls } from './reachable.ts'
import { shownFrames, soundSamples } from './watch.ts'

export const seconds = 16
const toneHz = 3000

/** Numbered frames; until second 5 in strong colours below a loud tone, from then on gray, with soft beeps. */
export async function secretRecording(file: string): Promise<Buffer> {
  const picture = `${numbers('640x360', 30, seconds)},hue=s='if(lt(t,5),3,0)'`
  const sound = `aevalsrc='if(lt(t,5),0.7*sin(2*PI*${toneHz}*t),0.2*sin(2*PI*500*t)*lt(mod(t,1),0.1))':s=48000:d=${seconds}`
  await ffmpeg(
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
    ...[...plainPicture, ...plainSound, file],
  )
  return readFile(file)
}

export interface Held {
  readonly url: string
  readonly file: string
  readonly kind: 'picture' | 'sound' | 'film' | 'text'
}

/** Everything within somebody's reach, whole, in files. */
export async function allWithinReach(folder: string, who: Person, clipId: string): Promise<Held[]> {
  const held: Held[] = []
  for (const [at, url] of (await reachableUrls(who, clipId)).entries()) {
    const response = await who.fetch(url)
    expect([url, response.status]).toEqual([url, 200])
    const file = `${folder}/held-${clipId}-${at}`
    await writeFile(file, new Uint8Array(await response.arrayBuffer()))
    const type = response.headers.get('content-type') ?? ''
    const kind = type.startsWith('image/')
      ? 'picture'
      : type.startsWith('video/')
        ? 'film'
        : type.startsWith('audio/')
          ? 'sound'
          : 'text'
    held.push({ url, file, kind })
  }
  return held
}

/** The strongest colour anywhere in a film or a picture: 0 for gray, up to 128. */
async function strongestColour(file: string): Promise<number> {
  const [width, height] = [128, 72]
  const bytes = await ffmpeg(
    ...[
      '-i',
      file,
      '-map',
      '0:v:0',
      '-vf',
      `scale=${width}:${height}`,
      '-pix_fmt',
      'yuv444p',
      '-f',
      'rawvideo',
      '-',
    ],
  )
  let most = 0
  for (const [at, value] of bytes.entries()) {
    // The first of the three planes of a picture is its light.
    if (at % (3 * width * height) >= width * height) most = Math.max(most, Math.abs(value - 128))
  }
  return most
}

/** The loudest the tone is within any tenth of a second, as an amplitude (Goertzel's filter). */
async function loudestTone(file: string): Promise<number> {
  const samples = await soundSamples(file)
  const window = 4800
  const factor = 2 * Math.cos((2 * Math.PI * toneHz) / 48_000)
  let most = 0
  for (let start = 0; start + window <= samples.length; start += window) {
    let [before, now] = [0, 0]
    for (const sample of samples.subarray(start, start + window)) {
      ;[before, now] = [now, sample + factor * now - before]
    }
    const power = now * now + before * before - factor * now * before
    most = Math.max(most, (2 * Math.sqrt(Math.max(0, power))) / window)
  }
  return most
}

export async function secretsIn(held: readonly Held[]) {
  const seen = held.filter(({ kind }) => kind === 'film' || kind === 'picture')
  const heard = held.filter(({ kind }) => kind === 'film' || kind === 'sound')
  return {
    colours: await Promise.all(seen.map(({ file }) => strongestColour(file))),
    tones: await Promise.all(heard.map(({ file }) => loudestTone(file))),
  }
}

/** The numbers that the frames of a rendition carry; their size stands in the master playlist. */
export async function framesOf({ file }: Held) {
  const { width, height } = await sizeOf(file)
  return shownFrames(file, width, height)
}

export async function sizeOf(file: string): Promise<{ width: number; height: number }> {
  const header = (
    await ffmpeg('-i', file, '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'pgm', '-')
  ).toString('latin1')
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)/.exec(header) ?? []
  return { width: Number(width), height: Number(height) }
}
