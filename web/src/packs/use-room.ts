import { useSignal, useSignalEffect } from '@preact/signals'
import { useQueries } from '@tanstack/preact-query'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Playback } from '../../../src/clips/schemas.ts'
import type { PackMoment } from '../../../src/packs/schemas.ts'
import { playbackQuery } from '../api/queries.ts'
import { Player } from '../player/player.ts'
import { partToPlay } from './part-to-play.ts'

/** Plays moments one after the other: a part with a little before it, then a pause on the words. */
export function useRoom(moments: readonly PackMoment[]) {
  const [threadId, setThreadId] = useState(moments[0]?.threadId)
  // What was taken back meanwhile is gone, and the next one stands in its place.
  const place = Math.max(
    0,
    moments.findIndex((each) => each.threadId === threadId),
  )
  const moment = moments[place]
  const [showsWords, setShowsWords] = useState(moment?.startMs === null)
  /** Each is a play that the owner of the clip is told of: fetched when it is wanted, and once. */
  const [wanted, setWanted] = useState<readonly string[]>([])
  const playbacks = useQueries({ queries: wanted.map((clipId) => playbackQuery(clipId)) })
  const asked = playbacks[wanted.indexOf(moment?.clip.id ?? '')]
  const clipId = moment?.clip.id
  const player = useMemo(() => new Player(), [clipId])
  const isInPart = useSignal(false)
  const isToPlay = useRef(false)

  const play = () => {
    if (!moment) return
    const durationMs = moment.clip.durationMs ?? 0
    if (!wanted.includes(moment.clip.id)) setWanted([...wanted, moment.clip.id])
    // It may be asked for before the clip is there.
    if (player.durationMs.peek() === 0) {
      player.open({ playlistUrl: '', soundUrl: null, durationMs, hasPicture: true })
    }
    isInPart.value = true
    player.seek(partToPlay(moment, durationMs).fromMs)
    player.play()
  }
  const go = (to: number, plays: boolean) => {
    const next = moments[to]
    if (!next) return
    player.pause()
    isInPart.value = false
    isToPlay.current = plays
    setShowsWords(next.startMs === null)
    setThreadId(next.threadId)
  }
  useEffect(() => {
    if (isToPlay.current) play()
    isToPlay.current = false
  }, [moment?.threadId])
  const now = useRef(moment)
  now.current = moment
  useSignalEffect(() => {
    const shown = now.current
    if (!shown || !isInPart.value || !player.isPlaying.value) return
    if (player.timeMs.value < partToPlay(shown, shown.clip.durationMs ?? 0).toMs) return
    isInPart.value = false
    player.pause()
    setShowsWords(true)
  })

  return {
    ...{ moment, place, player, showsWords },
    playback: asked?.data as Playback | undefined,
    /** Why it cannot be played. */
    refusal: asked?.error ?? null,
    retry: () => void asked?.refetch(),
    showWords: () => setShowsWords(true),
    again: play,
    go,
    /** The first press plays the part; later ones stop and go on. */
    toggle: () => (player.isFresh.peek() && !player.isWaiting.peek() ? play() : player.toggle()),
  }
}
