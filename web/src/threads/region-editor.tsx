import { useEffect } from 'preact/hooks'
import { t } from '../messages/messages.ts'
import { Button } from '../parts/button.tsx'
import { sayAloud } from '../parts/status.tsx'
import { DrawRegion } from '../player/draw-region.tsx'
import { offeredRegion, scaledBy } from '../player/region.ts'
import { regionInWords } from '../player/region-words.ts'
import { markRegion } from './mark-region.ts'
import { useWatching } from './watching.ts'

/** Over the paused picture: the place of the draft that is open. */
export function RegionEditor() {
  const { composer } = useWatching()
  const finish = useFinish()
  useEffect(() => {
    if (!composer.draft.peek().region) composer.change({ region: offeredRegion })
  }, [composer])
  return (
    <DrawRegion
      region={composer.draft.value.region ?? offeredRegion}
      label={t('region.label')}
      keys={t('region.keys')}
      onRegion={(region) => composer.change({ region })}
      onDone={() => finish()}
      onGiveUp={() => finish('none')}
    />
  )
}

/** In the composer: what can be done with the place, for everybody, without dragging. */
export function RegionField() {
  const { composer, player } = useWatching()
  const { region } = composer.draft.value
  const isMarking = player.isMarking.value
  const finish = useFinish()
  useEffect(
    () => () => {
      player.isMarking.value = false
    },
    [player],
  )
  const scale = (factor: number) => composer.change({ region: scaledBy(region ?? offeredRegion, factor) })
  return (
    <fieldset class="region-field">
      <legend>{t('region.title')}</legend>
      {isMarking ? (
        <p class="hint">{t('region.how')}</p>
      ) : (
        region && <p class="region-words">{regionInWords(region)}</p>
      )}
      <div class="actions">
        {isMarking ? (
          <>
            <Button look="primary" onClick={() => finish()}>
              {t('region.done')}
            </Button>
            <Button onClick={() => scale(0.8)}>{t('region.smaller')}</Button>
            <Button onClick={() => scale(1.25)}>{t('region.larger')}</Button>
          </>
        ) : (
          <Button onClick={() => markRegion(composer, player)}>{t('region.change')}</Button>
        )}
        <Button look="quiet" onClick={() => finish('none')}>
          {t('region.none')}
        </Button>
      </div>
    </fieldset>
  )
}

function useFinish(): (how?: 'none') => void {
  const { composer, player } = useWatching()
  return (how) => {
    if (how === 'none') composer.change({ region: undefined })
    player.isMarking.value = false
    const { region } = composer.draft.peek()
    sayAloud(region ? t('region.marked', { place: regionInWords(region) }) : t('region.unmarked'))
    document.getElementById('composer-words')?.focus()
  }
}
