import { useId } from 'preact/hooks'
import { languageName } from '../captions/language-name.ts'
import { t } from '../messages/messages.ts'
import { RadioChips } from '../parts/radio-chips.tsx'
import type { Quality } from './habits.ts'
import type { Player } from './player.ts'

/** How it is shown: how much picture a connection must carry, and captions in which language. */
export function PlayerSettings({ player, isSound }: { readonly player: Player; readonly isSound: boolean }) {
  const id = useId()
  const captions = player.captions.value
  const alone = player.alone.value
  const qualities = (['auto', 'lower', 'lean', 'sound'] as const).filter(
    (value) => value === 'auto' || value === 'lower' || alone[value],
  )
  const hint = hintKeys[player.quality.value]
  return (
    <div class="player-settings">
      {!isSound && (
        <RadioChips
          legend={t('settings.quality')}
          value={player.quality.value}
          options={qualities.map((value) => ({ value, label: t(qualityKeys[value]) }))}
          onChoose={(value) => player.setQuality(value)}
        />
      )}
      {!isSound && hint && <p class="hint">{t(hint)}</p>}
      {captions.length > 1 && (
        <div class="field">
          <label for={id}>{t('settings.captions')}</label>
          <select
            id={id}
            value={player.captionLanguage.value}
            onChange={({ currentTarget }) => player.chooseCaptions(currentTarget.value)}
          >
            {captions.map((each) => (
              <option key={each.language} value={each.language}>
                {languageName(each.language)}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  )
}

const hintKeys: { readonly [Q in Quality]?: 'settings.lean-hint' | 'settings.sound-hint' } = {
  lean: 'settings.lean-hint',
  sound: 'settings.sound-hint',
}

const qualityKeys = {
  auto: 'settings.auto',
  lower: 'settings.lower',
  lean: 'settings.lean',
  sound: 'settings.sound',
} as const
