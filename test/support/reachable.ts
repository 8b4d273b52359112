import type { Caller } from './caller.ts'

/** Every address a player can come to from a clip and its playback, playlists and storyboards included. */
export async function reachableUrls(who: Caller, clipId: string): Promise<string[]> {
  const { body: clip } = await who.get(`/api/v1/clips/${clipId}`)
  const { body: playback } = await who.get(`/api/v1/clips/${clipId}/playback`)
  const { playlistUrl, posterUrl, storyboardUrl, audioUrl, leanUrl } = playback
  const urls = new Set<string>([playlistUrl, posterUrl, storyboardUrl, audioUrl, leanUrl, clip.posterUrl])
  for (const text of [playlistUrl, storyboardUrl]) {
    if (!text) continue
    const { body } = await who.get(text)
    for (const [uri] of String(body).matchAll(/^(renditions|stills)\/[^\s#]+/gm)) urls.add(beside(text, uri))
  }
  for (const url of [...urls]) if (url?.endsWith('media.m3u8')) urls.add(url.replace('m3u8', 'mp4'))
  return [...urls].filter(Boolean)
}

const beside = (url: string, uri: string): string => {
  const { pathname, search } = new URL(uri, new URL(url, 'http://here'))
  return pathname + search
}
