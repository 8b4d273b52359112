import type { ComponentChildren } from 'preact'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { Norms } from '../cohorts/norms.tsx'
import { AppearanceChoice, LanguageChoice } from '../frame/choices.tsx'
import { t } from '../messages/messages.ts'
import { Icon, type IconName } from '../parts/icon.tsx'

/** Gets the focus when a step takes the place of another. */
const Heading = ({ children }: { readonly children: ComponentChildren }) => <h2 tabIndex={-1}>{children}</h2>

export function SettingsStep() {
  return (
    <>
      <Heading>{t('welcome.settings')}</Heading>
      <p class="hint">{t('welcome.settings-hint')}</p>
      <LanguageChoice />
      <AppearanceChoice />
    </>
  )
}

export function PlaceStep() {
  return (
    <>
      <Heading>{t('welcome.place')}</Heading>
      <ul class="place">
        <Line icon="lock">{t('welcome.place-own')}</Line>
        <Line icon="comment">{t('welcome.place-no-rating')}</Line>
        <Line icon="people">{t('welcome.place-who')}</Line>
        <Line icon="back">{t('welcome.place-leave')}</Line>
      </ul>
    </>
  )
}

const Line = ({ icon, children }: { readonly icon: IconName; readonly children: string }) => (
  <li>
    <Icon name={icon} />
    <p>{children}</p>
  </li>
)

export function NormsStep({ cohorts }: { readonly cohorts: readonly Cohort[] }) {
  return (
    <>
      <Heading>{t('welcome.norms')}</Heading>
      <p class="hint">{t('welcome.norms-hint')}</p>
      {cohorts.map((cohort) => (
        <section key={cohort.id} aria-label={cohort.name}>
          {cohorts.length > 1 && <h3>{cohort.name}</h3>}
          <Norms cohort={cohort} />
        </section>
      ))}
    </>
  )
}
