import { useEffect, useRef, useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { useMe } from '../api/me.ts'
import type { Player } from './player.ts'
import { SoundStrip } from './sound-strip.tsx'
import { type Stretches, stripesOf } from './stretches.ts'
import { keepWatched, watchedOf } from './watched.ts'

interface Props {
  readonly player: Player
  readonly clip: Clip
}

/** What is there to be played at once, and what the viewer has watched in this browser. Nothing of it leaves it. */
export function SliderStripes({ player, clip }: Props) {
  const { id: personId } = useMe()
  const durationMs = player.durationMs.value
  const video = player.element.value
  const [buffered, setBuffered] = useState<Stretches>([])
  const [watched, setWatched] = useState(() => watchedOf(personId, clip.id, clip.cutNo))
  const latest = useRef(clip)
  latest.current = clip
  useEffect(() => setWatched(watchedOf(personId, clip.id, clip.cutNo)), [personId, clip.id, clip.cutNo])

  useEffect(() => {
    if (!video) return
    let from: number | undefined
    let to = 0
    const keepNow = () => {
      if (from !== undefined && to > from) setWatched(keepWatched(personId, latest.current, [from, to]))
      from = undefined
    }
    const look = () => {
      setBuffered(rangesOf(video.buffered))
      if (video.paused || video.seeking) return keepNow()
      const now = video.currentTime * 1000
      // A jump ends one stretch and begins another.
      if (from !== undefined && (now < to || now - to > 2000)) keepNow()
      from ??= now
      to = now
      if (to - from > 5000) {
        keepNow()
        from = to
      }
    }
    const types = ['timeupdate', 'progress', 'pause', 'seeking', 'ended', 'emptied']
    for (const type of types) video.addEventListener(type, look)
    addEventListener('pagehide', keepNow)
    return () => {
      for (const type of types) video.removeEventListener(type, look)
      removeEventListener('pagehide', keepNow)
      keepNow()
    }
  }, [video, personId])

  return (
    <>
      <SoundStrip clip={clip} durationMs={durationMs} />
      <div class="stripes" aria-hidden="true">
        <div class="buffered" style={{ backgroundImage: stripesOf(buffered, durationMs) }} />
        <div class="watched" style={{ backgroundImage: stripesOf(watched, durationMs) }} />
      </div>
    </>
  )
}

const rangesOf = (ranges: TimeRanges): Stretches =>
  Array.from({ length: ranges.length }, (_, at) => [ranges.start(at) * 1000, ranges.end(at) * 1000] as const)
