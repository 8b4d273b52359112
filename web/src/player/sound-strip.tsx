import { useQuery } from '@tanstack/preact-query'
import { useMemo } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import type { Sound } from '../../../src/clips/sound-schemas.ts'
import { call } from '../api/call.ts'
import { durationInWords } from '../messages/in-words.ts'
import { learn, t } from '../messages/messages.ts'
import { soundPaths, talkMs } from './sound-paths.ts'

/** More than a narrow screen has pixels would cost a weak connection something, and show nothing. */
const mostPeaks = 400

/** Looked for again once more was made of the clip, and not whenever anything of it changes. */
const soundQuery = ({ id, cutNo, state }: Clip) => ({
  queryKey: ['sound', id, cutNo, state],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
    const found = call<Sound>(`/api/v1/clips/${id}/sound?peaks=${mostPeaks}`, { signal })
    return (await Promise.all([found, learn('picture')]))[0]
  },
  staleTime: Number.POSITIVE_INFINITY,
  // What was heard in a clip that was taken back does not stay.
  gcTime: 0,
})

/** How loud it is along the slider, and where people talk. Nothing where that is not known; it is never waited for. */
export function SoundStrip({ clip, durationMs }: { readonly clip: Clip; readonly durationMs: number }) {
  const { data: sound } = useQuery({ ...soundQuery(clip), enabled: clip.can.play })
  const paths = useMemo(() => sound && soundPaths(sound), [sound])
  if (!sound?.isMeasured || !paths) return null
  const { talk, msPerPeak } = sound
  const said =
    talk.length === 0
      ? t('sound.no-talk')
      : t('sound.talk', { count: talk.length, time: durationInWords(talkMs(talk)) })
  return (
    <>
      <svg
        class="sound-strip"
        viewBox={`0 0 ${Math.max(1, durationMs) / msPerPeak} 200`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={paths.rest} />
        <path class="talk" d={paths.talk} />
      </svg>
      <p class="visually-hidden">{said}</p>
    </>
  )
}
