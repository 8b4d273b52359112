import type { Hidden } from './hidden.ts'

interface Props {
  readonly hidden: readonly Hidden[]
  readonly lengthMs: number
}

/** When something is hidden, along the film; the list says the same in words. */
export function FilmMarks({ hidden, lengthMs }: Props) {
  const share = (ms: number) => `${(ms / Math.max(1, lengthMs)) * 100}%`
  return (
    <>
      {hidden.map(({ key, kind, startMs, endMs }) => (
        <span
          key={key}
          class={kind === 'mute' ? 'film-mark sound' : 'film-mark'}
          style={{ left: share(startMs), width: share(endMs - startMs) }}
        />
      ))}
    </>
  )
}
