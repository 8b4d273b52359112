import type { Cut, CutPage } from '../../../src/clips/cut-schemas.ts'
import type { Clip } from '../../../src/clips/schemas.ts'
import { clipState } from '../clips/clip-state.ts'
import { clipSentence } from '../clips/clip-words.ts'
import { listInWords, percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { hiddenInWords } from './hidden-words.ts'

interface Props {
  readonly clip: Clip
  /** The cut that is made, once it is known. */
  readonly cut: Cut | undefined
  readonly original: CutPage['original'] | undefined
}

/** The clip is being prepared: for the first time, or as it was just cut. */
export function CutUnderWay({ clip, cut, original }: Props) {
  const state = clipState(clip)
  const redactions = cut?.redactions ?? []
  return (
    <section class="cut-under-way">
      <p>{clip.cutNo === 1 ? t('cut.not-yet') : t(redactions.length > 0 ? 'hide.making' : 'cut.making')}</p>
      {redactions.length > 0 && (
        <p>{t('hide.hides', { what: listInWords(redactions.map(hiddenInWords)) })}</p>
      )}
      {original === 'to-be-destroyed' && <p>{t('hide.to-be-destroyed')}</p>}
      <p class="hint">{clipSentence(clip)}</p>
      {state.kind === 'preparing' && (
        <ProgressBar
          fraction={state.fraction}
          label={t('clip.progress', { title: clip.title, percent: percent(state.fraction) })}
        />
      )}
      <p class="hint">{t('clip.leave')}</p>
    </section>
  )
}
