import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { completeUpload } from '../../src/clips/complete-upload.ts'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { noteRecording } from '../../src/clips/note-recording.ts'
import { publishPreparation } from '../../src/clips/publish-preparation.ts'
import { startUpload } from '../../src/clips/start-upload.ts'
import { noteObject } from '../../src/clips/stored-objects.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { Person } from './cast.ts'

interface Given {
  readonly title?: string
  readonly durationMs?: number
  readonly picture?: boolean
  /** Of its one rendition. */
  readonly content?: Buffer
  readonly original?: Buffer
}

/** A clip whose file just arrived: `preparing`, with its first job in the outbox. */
export async function clipOf(
  platform: Platform,
  owner: Person,
  { title = 'A lesson', original = Buffer.from('what arrived') }: Given = {},
): Promise<ClipId> {
  const { db, config, storage, store } = platform
  const { clipId, uploadId, objectKey } = await startUpload(
    db,
    owner.viewer,
    config.limits,
    storage.resumable.objectKey,
    { way: 'form', title, filename: 'a.mp4', contentType: 'video/mp4', bytes: original.length },
  )
  const bytes = await store.put(objectKey, Readable.from([original]))
  await completeUpload(db, uploadId, { bytes })
  return clipId
}

/** A clip that is ready, as workers leave it; its rendition holds bytes that are easy to tell, and is no video. */
export async function readyClipOf(platform: Platform, owner: Person, given: Given = {}): Promise<ClipId> {
  const clipId = await clipOf(platform, owner, given)
  await publishClip(platform, clipId, given)
  return clipId
}

/** Makes a clip ready in the cut that stands, with one rendition of its own. */
export async function publishClip(platform: Platform, clipId: ClipId, given: Given = {}): Promise<void> {
  const { durationMs = 60_000, picture = true, content = Buffer.from('0123456789') } = given
  const { db, store } = platform
  const clip = await findPreparation(db, clipId)
  if (!clip) throw new Error('the clip is gone')
  const [width, height] = picture ? [1280, 720] : [null, null]
  await noteRecording(db, clip, { facts: { capturedAt: null }, capturedAt: null, durationMs, width, height })
  const put = async (name: string, bytes: Buffer) => {
    const objectKey = `clips/${clipId}/${randomUUID()}/${name}`
    await noteObject(db, clip, objectKey)
    await store.put(objectKey, Readable.from([bytes]))
    return { objectKey, bytes: bytes.length }
  }
  await publishPreparation(db, clip, {
    renditions: [
      {
        name: picture ? '720' : 'audio',
        kind: picture ? 'video' : 'audio',
        ...(await put('media.mp4', content)),
        ...{ width, height, durationMs, bandwidth: 1_000_000, averageBandwidth: 800_000 },
        codecs: picture ? 'avc1.64001f,mp4a.40.2' : 'mp4a.40.2',
        playlist: '#EXTM3U\n',
      },
    ],
    stills: picture
      ? [
          {
            kind: 'poster',
            contentType: 'image/jpeg',
            width: 1280,
            height: 720,
            ...(await put('poster.jpg', content)),
          },
        ]
      : [],
    from: 'preparing',
    to: 'ready',
  })
}
