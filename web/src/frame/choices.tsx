import { appearance, appearances, chooseAppearance } from '../browser/appearance.ts'
import { setSingleKeys, singleKeys } from '../browser/single-keys.ts'
import { chooseLanguage, type Language, language, t } from '../messages/messages.ts'
import { RadioChips } from '../parts/radio-chips.tsx'
import { say } from '../parts/status.tsx'
import { Switch } from '../parts/switch.tsx'

/** Each language in its own words: who cannot read this page must find theirs. */
const languages: readonly { value: Language; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
]

export function LanguageChoice() {
  return (
    <RadioChips
      legend={t('choice.language')}
      value={language()}
      options={languages.map(({ value, label }) => ({ value, label: <span lang={value}>{label}</span> }))}
      onChoose={(wanted) => void chooseLanguage(wanted).catch(() => say(t('choice.language-failed')))}
    />
  )
}

export function AppearanceChoice() {
  return (
    <RadioChips
      legend={t('choice.appearance')}
      value={appearance.value}
      options={appearances.map((value) => ({ value, label: t(`choice.appearance-${value}`) }))}
      onChoose={chooseAppearance}
    />
  )
}

export function SingleKeysSwitch() {
  return (
    <Switch
      label={t('choice.single-keys')}
      hint={t('choice.single-keys-hint')}
      on={singleKeys.value}
      onChange={setSingleKeys}
    />
  )
}

/** The same choice of language in one line, for the foot of a page. */
export function LanguageLinks() {
  return (
    <ul class="languages" aria-label={t('choice.language')}>
      {languages.map(({ value, label }) => (
        <li key={value}>
          <button
            type="button"
            class="button text"
            lang={value}
            aria-pressed={language() === value}
            onClick={() => void chooseLanguage(value).catch(() => say(t('choice.language-failed')))}
          >
            <span>{label}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
