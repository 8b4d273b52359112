import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { noteObject } from '../../src/clips/stored-objects.ts'
import { newId, type StillId } from '../../src/platform/ids.ts'
import type { Person } from './cast.ts'
import { readyClipOf } from './clips.ts'
import { playOf, renditionOf } from './play.ts'
import type { Stage } from './stage.ts'

/** A clip with all that can be had of one, shared with Maple Street, which may download it; and what it gave Ana. */
export async function shownClip({ platform, cast }: Stage, content = Buffer.from('0123456789')) {
  const { leslie, ana, maple } = cast
  const { db, store } = platform
  const { organisationId } = leslie.viewer
  const clipId = await readyClipOf(platform, leslie, { content })
  const objectKey = `clips/${clipId}/${randomUUID()}/storyboard.jpg`
  await noteObject(db, { id: clipId, organisationId }, objectKey)
  await store.put(objectKey, Readable.from([content]))
  await db
    .insertInto('stills')
    .values({
      ...{ organisationId, id: newId<StillId>(), clipId, cutNo: 1, kind: 'storyboard', objectKey },
      ...{ bytes: content.length, contentType: 'image/jpeg', width: 320, height: 180 },
      ...{ tiles: 4, tileWidth: 160, tileHeight: 90, tileColumns: 2, everyMs: 15_000 },
    })
    .execute()
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  await db.updateTable('clipGrants').set({ canDownload: true }).where('clipId', '=', clipId).execute()
  return { clipId, ...(await addressesOf(ana, clipId)) }
}

/** Every address under which a viewer finds something of a clip. */
export async function addressesOf(who: Person, clipId: string) {
  const playback = await playOf(who, clipId)
  const media = await renditionOf(who, playback)
  const { body: vtt } = await who.get(playback.storyboardUrl ?? '')
  const folder = playback.playlistUrl.replace('/master.m3u8', '')
  const sheet = `${folder}/${/^(stills\/\S+)#xywh/m.exec(vtt)?.[1]}`
  const { body: download } = await who.post(`/api/v1/clips/${clipId}/downloads`)
  return {
    playback,
    media,
    sheet,
    download: download.url as string,
    /** All that sends something of the clip itself. */
    all: [
      ...[media, media.replace('mp4', 'm3u8'), playback.playlistUrl, playback.posterUrl ?? ''],
      ...[playback.storyboardUrl ?? '', sheet, download.url],
    ] as string[],
  }
}
