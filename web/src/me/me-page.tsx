import { useMe } from '../api/me.ts'
import { AppearanceChoice, LanguageChoice, SingleKeysSwitch } from '../frame/choices.tsx'
import { OfficeLinks } from '../frame/office-links.tsx'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { MailsSection } from '../notices/mails-section.tsx'
import { SignOutButton } from '../offline/later.tsx'
import { Page } from '../parts/page.tsx'
import { FeedSection } from './feed-section.tsx'
import { NameForm } from './name-form.tsx'
import { OrganisationChoice } from './organisation-choice.tsx'
import { roleWords } from './role-words.ts'
import { SignInSection } from './sign-in-section.tsx'
import { SignInsSection } from './sign-ins-section.tsx'
import { TokensSection } from './tokens-section.tsx'

export function MePage() {
  const me = useMe()
  const roles = [...new Set(me.roles)].map(roleWords)
  return (
    <Page title={t('me.title')} class="narrow papers">
      <dl class="facts">
        <dt>{t('me.name')}</dt>
        <dd>{me.name}</dd>
        <dt>{t('sign-in.email')}</dt>
        <dd>{me.email}</dd>
        <dt>{t('me.organisation')}</dt>
        <dd>{me.organisation.name}</dd>
        {roles.length > 0 && (
          <>
            <dt>{t('me.roles')}</dt>
            <dd>{listInWords(roles)}</dd>
          </>
        )}
      </dl>
      <NameForm name={me.name} />
      <YoursToLookAfter />
      {me.organisations > 1 && <OrganisationChoice />}
      <section aria-labelledby="settings">
        <h2 id="settings">{t('me.settings')}</h2>
        <p class="hint">{t('me.settings-hint')}</p>
        <LanguageChoice />
        <AppearanceChoice />
        <SingleKeysSwitch />
      </section>
      <MailsSection />
      <FeedSection />
      <SignInSection email={me.email} />
      <SignInsSection />
      <TokensSection />
      <SignOutButton>{t('me.sign-out')}</SignOutButton>
    </Page>
  )
}

/** Where else somebody looks after things: their own, and those of an office they hold. */
function YoursToLookAfter() {
  return (
    <nav aria-labelledby="look-after">
      <h2 id="look-after">{t('me.further')}</h2>
      <p>
        <a href="/me/data">{t('me.my-data')}</a>
      </p>
      <p class="hint">{t('me.my-data-hint')}</p>
      <OfficeLinks />
    </nav>
  )
}
