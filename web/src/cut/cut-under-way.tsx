import type { Clip } from '../../../src/clips/schemas.ts'
import { clipState } from '../clips/clip-state.ts'
import { clipSentence } from '../clips/clip-words.ts'
import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'

/** The clip is being prepared: for the first time, or as it was just cut. */
export function CutUnderWay({ clip }: { readonly clip: Clip }) {
  const state = clipState(clip)
  const isFirst = clip.cutNo === 1
  return (
    <section class="cut-under-way">
      <p>{isFirst ? t('cut.not-yet') : t('cut.making')}</p>
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
