import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { readStoryboard, type Tile } from '../player/storyboard.ts'

/** The stills along a clip, in the order of their times. */
export interface Stills {
  readonly tiles: readonly Tile[]
  /** The sheet on which a tile is. Rejects where it cannot be fetched. */
  readonly sheet: (url: string) => Promise<HTMLImageElement>
}

/** Stills that several parts of a page draw. Each sheet is fetched once: nothing of a clip may be cached. */
export function useStills(storyboardUrl: string | null): Stills {
  const [tiles, setTiles] = useState<readonly Tile[]>([])
  const sheets = useRef(new Map<string, Promise<HTMLImageElement>>())
  useEffect(() => {
    if (!storyboardUrl) return
    const stop = new AbortController()
    const read = async () => {
      const answer = await fetch(storyboardUrl, { signal: stop.signal })
      if (answer.ok) setTiles(readStoryboard(await answer.text(), answer.url))
    }
    read().catch(() => {})
    return () => stop.abort()
  }, [storyboardUrl])
  const sheet = useCallback((url: string) => {
    const known = sheets.current.get(url)
    if (known) return known
    const coming = fetched(url)
    sheets.current.set(url, coming)
    return coming
  }, [])
  return { tiles, sheet }
}

function fetched(url: string): Promise<HTMLImageElement> {
  return new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = reject
    image.src = url
  })
}
