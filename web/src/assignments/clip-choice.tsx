import { useState } from 'preact/hooks'
import type { Clip } from '../../../src/clips/schemas.ts'
import { ownerName } from '../clips/owner-name.ts'
import { durationInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { timeCode } from '../player/time-code.ts'

const FindExemplars = later(
  async () => (await import('../exemplars/find-exemplars.tsx')).FindExemplars,
  'exemplars',
)

/** What is known of a clip, or of an exemplar, before it is chosen. */
export type Option = Pick<Clip, 'id' | 'title' | 'owner' | 'posterUrl' | 'durationMs'>

interface Props {
  readonly legend: string
  readonly hint?: string
  readonly clips: readonly Option[]
  /** That are on offer besides, from the library. */
  readonly exemplars: readonly Option[]
  /** Of others that are chosen for good. */
  readonly taken?: readonly string[]
  /** In the order in which they were chosen. */
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: string[]) => void
  readonly onExemplar: (exemplar: Option) => void
  readonly error?: string | undefined
}

const most = 8

/** Some of the clips that are shared here, or exemplars. The order in which they are ticked is that in which they are watched. */
export function ClipChoice(props: Props) {
  const { legend, hint, clips, exemplars, taken = [], chosen, onChoose, onExemplar, error } = props
  const offered = [...clips, ...exemplars]
  const [isFinding, setFinding] = useState(false)
  return (
    <fieldset
      class="clip-choice"
      id="clips"
      tabIndex={-1}
      aria-describedby={error ? 'clips-error' : undefined}
    >
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {error && (
        <p class="field-error" id="clips-error">
          {error}
        </p>
      )}
      {offered.map((clip, no) => {
        const at = chosen.indexOf(clip.id)
        return (
          <label key={clip.id} class="clip-option">
            <input
              type="checkbox"
              checked={at >= 0}
              disabled={at < 0 && chosen.length >= most}
              onChange={() =>
                onChoose(at >= 0 ? chosen.filter((id) => id !== clip.id) : [...chosen, clip.id])
              }
            />
            <span class="clip-poster">
              {clip.posterUrl ? <img src={clip.posterUrl} alt="" loading="lazy" /> : <Icon name="sound" />}
              {clip.durationMs !== null && (
                <span class="clip-length">
                  <span aria-hidden="true">{timeCode(clip.durationMs)}</span>
                  <span class="visually-hidden">{durationInWords(clip.durationMs)}</span>
                </span>
              )}
            </span>
            <span>
              <strong>{clip.title}</strong>
              <span class="hint">
                <span class="begins">{ownerName(clip.owner)}</span>
                {no >= clips.length && ` · ${t('assignment.is-exemplar')}`}
              </span>
              {at >= 0 && chosen.length > 1 && (
                <span class="hint">{t('assignment.clip-no', { number: at + 1 })}</span>
              )}
            </span>
          </label>
        )
      })}
      <Button aria-expanded={isFinding} onClick={() => setFinding(!isFinding)}>
        {t('assignment.find-exemplar')}
      </Button>
      {isFinding && (
        <FindExemplars
          isIn={({ clipId }) => chosen.includes(clipId) || taken.includes(clipId)}
          action={t('assignment.take-exemplar')}
          onPick={({ clipId, title, owner, posterUrl, durationMs }) => {
            if (chosen.length >= most) return
            if (!offered.some(({ id }) => id === clipId)) {
              onExemplar({ id: clipId, title, owner, posterUrl, durationMs })
            }
            onChoose([...chosen, clipId])
          }}
        />
      )}
    </fieldset>
  )
}
