import { useEffect } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { PlayPart } from '../player/play-part.tsx'
import type { Player } from '../player/player.ts'
import { scaledBy } from '../player/region.ts'
import { endingAt, type Hidden, startingAt } from './hidden.ts'
import { placeInWords } from './hidden-words.ts'
import type { Part } from './part.ts'
import { TimeField } from './time-field.tsx'

interface Props {
  readonly hidden: Hidden
  /** Where one looks on the recording; undefined where nothing can be played. */
  readonly atMs: number | undefined
  readonly player: Player
  /** What of the recording can be played. */
  readonly shown: Part
  readonly lengthMs: number
  readonly onHidden: (hidden: Hidden) => void
  readonly onDone: () => void
  readonly onGiveUp: () => void
}

/** One thing that is hidden: how, from when to when, and, for who does not point, how large. */
export function HideEditor(props: Props) {
  const { hidden, atMs, player, shown, lengthMs, onHidden, onDone, onGiveUp } = props
  const isSound = hidden.kind === 'mute'
  useEffect(() => {
    // In the picture the place comes first, and takes the focus by itself.
    if (isSound || !player.element.peek()) document.getElementById('hide-start')?.focus()
    return () => player.endLoop()
  }, [player, isSound])
  const startMs = Math.max(hidden.startMs, shown.inMs) - shown.inMs
  const endMs = Math.min(hidden.endMs, shown.outMs) - shown.inMs
  return (
    <section class="hide-editor" aria-labelledby="hide-editor">
      <h2 id="hide-editor">{t(isSound ? 'hide.mute' : 'hide.picture')}</h2>
      {hidden.kind !== 'mute' && (
        <>
          {atMs !== undefined && <p class="hint">{t('region.how')}</p>}
          <p class="region-words">{placeInWords(hidden)}</p>
          <div class="actions">
            <Button onClick={() => onHidden({ ...hidden, region: scaledBy(hidden.region, 0.8) })}>
              {t('region.smaller')}
            </Button>
            <Button onClick={() => onHidden({ ...hidden, region: scaledBy(hidden.region, 1.25) })}>
              {t('region.larger')}
            </Button>
          </div>
          <RadioChips
            legend={t('hide.how')}
            value={hidden.kind}
            options={[
              { value: 'box', label: t('hide.box') },
              { value: 'coarse', label: t('hide.coarse') },
            ]}
            onChoose={(kind) => onHidden({ ...hidden, kind })}
          />
        </>
      )}
      <div class="cut-edges">
        <div class="cut-edge">
          <TimeField
            id="hide-start"
            label={t('hide.start')}
            ms={hidden.startMs}
            lengthMs={lengthMs}
            onTime={(ms) => onHidden(startingAt(hidden, ms, lengthMs))}
          />
          {atMs !== undefined && (
            <Button onClick={() => onHidden(startingAt(hidden, atMs, lengthMs))}>
              {t('hide.start-here')}
            </Button>
          )}
        </div>
        <div class="cut-edge">
          <TimeField
            id="hide-end"
            label={t('hide.end')}
            ms={hidden.endMs}
            lengthMs={lengthMs}
            onTime={(ms) => onHidden(endingAt(hidden, ms, lengthMs))}
          />
          {atMs !== undefined && (
            <Button onClick={() => onHidden(endingAt(hidden, atMs, lengthMs))}>{t('hide.end-here')}</Button>
          )}
        </div>
      </div>
      <div class="actions">
        <Button look="primary" onClick={onDone}>
          {t('region.done')}
        </Button>
        <Button onClick={onGiveUp}>{t('cancel')}</Button>
        {atMs !== undefined && endMs > startMs && (
          <PlayPart player={player} startMs={startMs} endMs={endMs} />
        )}
      </div>
    </section>
  )
}
