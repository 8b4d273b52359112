import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { sayAloud } from '../parts/status.tsx'
import { type Hidden, mostHidden } from './hidden.ts'
import { HiddenList } from './hidden-list.tsx'
import { hiddenInWords } from './hidden-words.ts'
import type { Part } from './part.ts'
import type { Stills } from './use-stills.ts'

interface Props {
  readonly hidden: readonly Hidden[]
  readonly stills: Stills
  readonly shown: Part
  readonly part: Part
  readonly ratio: number
  /** Whether there is a picture to draw on. */
  readonly hasPicture: boolean
  /** Whether the clip as it plays now hides something already. */
  readonly isBurnedIn: boolean
  readonly onAdd: (kind: 'box' | 'mute') => void
  readonly onChange: (hidden: Hidden) => void
  readonly onRemove: (hidden: Hidden) => void
  readonly onUndo: (hidden: Hidden) => void
}

/** Which button began what was given up, to go back to it. */
export const addId = (kind: Hidden['kind']): string => (kind === 'mute' ? 'hide-sound' : 'hide-picture')

/** What must not be seen or heard in the clip, for a while. */
export function HideSection(props: Props) {
  const { hidden, stills, shown, part, ratio, hasPicture, isBurnedIn } = props
  const { onAdd, onChange, onRemove, onUndo } = props
  const [removed, setRemoved] = useState<Hidden>()
  const undo = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!removed) return
    undo.current?.focus()
    sayAloud(t('hide.removed', { what: hiddenInWords(removed) }))
  }, [removed])
  return (
    <section class="hide" aria-labelledby="hide">
      <h2 id="hide">{t('hide.title')}</h2>
      <p>{t('hide.words')}</p>
      {hidden.length > 0 && (
        <HiddenList
          {...{ hidden, stills, shown, part, ratio, onChange }}
          onRemove={(one) => {
            onRemove(one)
            setRemoved(one)
          }}
        />
      )}
      {removed && (
        <div class="hidden-removed">
          <p>{t('hide.removed', { what: hiddenInWords(removed) })}</p>
          <Button
            element={undo}
            onClick={() => {
              setRemoved(undefined)
              onUndo(removed)
            }}
          >
            {t('hide.undo')}
          </Button>
        </div>
      )}
      {hidden.length < mostHidden ? (
        <div class="actions">
          {hasPicture && (
            <Button id={addId('box')} icon="region" onClick={() => onAdd('box')}>
              {t('hide.picture')}
            </Button>
          )}
          <Button id={addId('mute')} icon="muted" onClick={() => onAdd('mute')}>
            {t('hide.mute')}
          </Button>
        </div>
      ) : (
        <p class="hint">{t('hide.most', { count: mostHidden })}</p>
      )}
      {hidden.length > 0 && <p class="hint">{t('hide.preview')}</p>}
      {isBurnedIn && <p class="hint">{t('hide.burned-in')}</p>}
    </section>
  )
}
