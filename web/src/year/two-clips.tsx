import { useEffect, useState } from 'preact/hooks'
import type { Cycle } from '../../../src/cycles/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { RadioChips } from '../parts/radio-chips.tsx'
import { ClipSide } from './clip-side.tsx'
import { ClipTalk } from './clip-talk.tsx'
import { Pair } from './pair.ts'

interface Props {
  readonly cycle: Cycle
  readonly canChange: boolean
}

/** The first and the second time it was tried, side by side: together from chosen places, or each alone. */
export function TwoClips({ cycle, canChange }: Props) {
  const [pair] = useState(() => new Pair())
  const { firstClip, secondClip, firstFromMs, secondFromMs, cohort } = cycle
  useEffect(() => pair.mount(), [pair])
  useEffect(() => pair.beginAt(firstFromMs, secondFromMs), [pair, firstFromMs, secondFromMs])
  return (
    <section aria-labelledby="two-clips">
      <h2 id="two-clips">{t('cycle.side-by-side')}</h2>
      {firstClip && secondClip && <Together pair={pair} />}
      <div class="pair">
        <ClipSide which="first" {...{ cycle, pair, canChange }} />
        <ClipSide which="second" {...{ cycle, pair, canChange }} />
        {firstClip ? <ClipTalk which="first" clip={firstClip} cohortId={cohort.id} pair={pair} /> : <div />}
        {secondClip && <ClipTalk which="second" clip={secondClip} cohortId={cohort.id} pair={pair} />}
      </div>
    </section>
  )
}

function Together({ pair }: { readonly pair: Pair }) {
  const isTogether = pair.isTogether.value
  return (
    <fieldset class="pair-bar" aria-label={t('cycle.together')}>
      <IconButton icon="back" digit="5" label={t('cycle.both-back')} onClick={() => pair.skip(-5000)} />
      <Button look="primary" icon={isTogether ? 'pause' : 'play'} onClick={() => pair.toggle()}>
        {t(isTogether ? 'cycle.stop-together' : 'cycle.play-together')}
      </Button>
      <IconButton icon="forward" digit="5" label={t('cycle.both-forward')} onClick={() => pair.skip(5000)} />
      <Button look="quiet" onClick={() => pair.rewind()}>
        {t('cycle.rewind')}
      </Button>
      <RadioChips
        legend={t('cycle.sound-of')}
        hideLegend
        value={pair.soundOf.value}
        options={[
          { value: 'first', label: <Sound>{t('cycle.first-sound')}</Sound> },
          { value: 'second', label: <Sound>{t('cycle.second-sound')}</Sound> },
        ]}
        onChoose={(which) => (pair.soundOf.value = which)}
      />
      {isTogether && pair.isHolding.value && <p class="hint">{t('cycle.holding')}</p>}
    </fieldset>
  )
}

const Sound = ({ children }: { readonly children: string }) => (
  <>
    <Icon name="volume" />
    {children}
  </>
)
