import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { type Hidden, isBeside } from './hidden.ts'
import { HiddenStill } from './hidden-still.tsx'
import { hiddenInWords, kindInWords, placeInWords, stretchInWords } from './hidden-words.ts'
import type { Part } from './part.ts'
import type { Stills } from './use-stills.ts'

interface Props {
  readonly hidden: readonly Hidden[]
  readonly stills: Stills
  /** What of the recording the stills show. */
  readonly shown: Part
  /** What of it is to be kept. */
  readonly part: Part
  readonly ratio: number
  readonly onChange: (hidden: Hidden) => void
  readonly onRemove: (hidden: Hidden) => void
}

/** Where the focus goes back to after one was changed. */
export const changeId = (key: string): string => `hide-change-${key}`

/** What is hidden, in the order of the recording: how, where, and from when to when. */
export function HiddenList({ hidden, stills, shown, part, ratio, onChange, onRemove }: Props) {
  return (
    <ul class="rows hidden-list">
      {hidden.map((one) => {
        const name = hiddenInWords(one)
        const place = placeInWords(one)
        return (
          <li key={one.key}>
            <HiddenStill {...{ hidden: one, stills, shown, ratio }} />
            <div class="hidden-words">
              <p>
                <strong>{kindInWords(one.kind)}</strong> {stretchInWords(one)}
              </p>
              {place && <p class="hint">{place}</p>}
              {isBeside(one, part) && <p class="hint">{t('hide.beside')}</p>}
            </div>
            <div class="actions">
              <Button
                id={changeId(one.key)}
                aria-label={`${t('hide.change')}: ${name}`}
                onClick={() => onChange(one)}
              >
                {t('hide.change')}
              </Button>
              <Button look="quiet" aria-label={`${t('hide.remove')}: ${name}`} onClick={() => onRemove(one)}>
                {t('hide.remove')}
              </Button>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
