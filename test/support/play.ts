import type { Playback } from '../../src/clips/schemas.ts'
import type { Person } from './cast.ts'

/** Lets somebody play a clip, as opening its page does. */
export async function playOf(who: Person, clipId: string): Promise<Playback> {
  const { status, body } = await who.get(`/api/v1/clips/${clipId}/playback`)
  if (status !== 200) throw new Error(`${who.name} may not play it: ${status} ${body.code}`)
  return body
}

/** The address of the bytes that play first. */
export async function renditionOf(who: Person, { playlistUrl }: Playback): Promise<string> {
  const { body } = await who.get(playlistUrl)
  const [uri] = /^renditions\/\S+\/media\.m3u8$/m.exec(body) ?? []
  if (uri === undefined) throw new Error(`there is no rendition in ${body}`)
  return playlistUrl.replace('master.m3u8', uri.replace('m3u8', 'mp4'))
}
