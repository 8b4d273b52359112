import { randomUUID } from 'node:crypto'
import type { Preparation } from '../src/clips/find-preparation.ts'
import type { NewRendition, NewStill } from '../src/clips/publish-preparation.ts'
import { isPurged } from '../src/clips/still-stands.ts'
import { discardUnsettled, noteObject } from '../src/clips/stored-objects.ts'
import type { OneFile, Packaged } from '../src/platform/media/packaged.ts'
import type { Poster } from '../src/platform/media/poster.ts'
import type { Storyboard } from '../src/platform/media/storyboard.ts'
import type { Platform } from '../src/platform/platform.ts'

/** Puts what was made into the store, under new names nobody can guess, and answers the rows that will stand for it. */
export interface Placer {
  rendition(made: Packaged | OneFile): Promise<NewRendition>
  /** Answers its name in the store. */
  chunk(file: string): Promise<string>
  poster(made: Poster): Promise<NewStill>
  storyboard(made: Storyboard): Promise<NewStill[]>
}

/**
 * Gives `publish` a placer, and takes away again what it placed when it was not published, whatever the reason. What a
 * crash leaves the sweep finds, as every object was noted before it was written.
 */
export async function placeObjects(
  platform: Platform,
  clip: Preparation,
  signal: AbortSignal,
  publish: (placer: Placer) => Promise<boolean>,
): Promise<boolean> {
  const { db, store, log } = platform
  const placed: string[] = []
  const failed = new AbortController()
  const until = AbortSignal.any([signal, failed.signal])
  const putting: Promise<string>[] = []
  const write = async (key: string, file: string, contentType: string): Promise<string> => {
    until.throwIfAborted()
    await noteObject(db, clip, key)
    await store.putFile(key, file, { contentType, signal: until })
    return key
  }
  const put = (file: string, name: string, contentType: string): Promise<string> => {
    const key = `clips/${clip.id}/${randomUUID()}/${name}`
    placed.push(key)
    const written = write(key, file, contentType)
    putting.push(written)
    return written
  }
  let published = false
  try {
    published = await publish(placerOf(put))
    return published
  } finally {
    if (!published) {
      // One that failed has others beside it, which would be written after they were taken away.
      failed.abort()
      await Promise.allSettled(putting)
      await takeAway(platform, clip, placed).catch((error) => {
        log.warn({ err: error, clipId: clip.id }, 'objects that were not published are left to the sweep')
      })
    }
  }
}

async function takeAway(
  { db, store }: Platform,
  clip: Preparation,
  placed: readonly string[],
): Promise<void> {
  await discardUnsettled(db, store, placed)
  // The notes of a purged clip are gone, and nothing of it can have been published.
  if (await isPurged(db, clip.id)) await store.remove(placed)
}

type Put = (file: string, name: string, contentType: string) => Promise<string>

const placerOf = (put: Put): Placer => ({
  chunk: (file) => put(file, 'chunk.mp4', 'video/mp4'),
  rendition: async ({ file, ...made }) => ({
    ...made,
    objectKey: await put(file, `${made.name}.mp4`, made.kind === 'audio' ? 'audio/mp4' : 'video/mp4'),
  }),
  poster: async ({ file, ...made }) => ({
    ...made,
    kind: 'poster',
    objectKey: await put(file, 'poster.jpg', made.contentType),
  }),
  storyboard: async ({ sheets, contentType, columns, tileWidth, tileHeight, everyMs }) => {
    const rows: NewStill[] = []
    for (const [position, { file, bytes, tiles, width, height }] of sheets.entries()) {
      rows.push({
        kind: 'storyboard',
        position,
        objectKey: await put(file, `storyboard-${position}.jpg`, contentType),
        contentType,
        bytes,
        width,
        height,
        tiles,
        tileWidth,
        tileHeight,
        tileColumns: columns,
        everyMs,
      })
    }
    return rows
  },
})
