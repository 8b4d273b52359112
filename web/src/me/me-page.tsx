import { useState } from 'preact/hooks'
import type { Me } from '../../../src/identity/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { AppearanceChoice, LanguageChoice, SingleKeysSwitch } from '../frame/choices.tsx'
import { listInWords } from '../messages/in-words.ts'
import { type MessageKey, t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { OrganisationChoice } from './organisation-choice.tsx'

const roleKeys = {
  teacher: 'role.teacher',
  'teacher leader': 'role.teacher-leader',
  'program coach': 'role.program-coach',
  administrator: 'role.administrator',
  'roster manager': 'role.roster-manager',
  'privacy officer': 'role.privacy-officer',
  'site leader': 'role.site-leader',
  'district partner': 'role.district-partner',
} as const satisfies Record<Me['roles'][number], MessageKey>

export function MePage() {
  const me = useMe()
  const [refusal, setRefusal] = useState<unknown>()
  const signOut = async () => {
    try {
      await call('/api/auth/sign-out', { method: 'POST', mayAsk: false })
      // A page of its own: nothing that was read stays in this one's memory.
      location.assign('/sign-in')
    } catch (error) {
      setRefusal(error)
    }
  }
  return (
    <Page title={t('me.title')} class="narrow">
      <dl class="facts">
        <dt>{t('me.name')}</dt>
        <dd>{me.name}</dd>
        <dt>{t('sign-in.email')}</dt>
        <dd>{me.email}</dd>
        <dt>{t('me.organisation')}</dt>
        <dd>{me.organisation.name}</dd>
        <dt>{t('me.roles')}</dt>
        <dd>{listInWords(me.roles.map((role) => t(roleKeys[role])))}</dd>
      </dl>
      {me.organisations > 1 && <OrganisationChoice />}
      <section class="settings" aria-labelledby="settings">
        <h2 id="settings">{t('me.settings')}</h2>
        <p class="hint">{t('me.settings-hint')}</p>
        <LanguageChoice />
        <AppearanceChoice />
        <SingleKeysSwitch />
      </section>
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      <Button onClick={() => void signOut()}>{t('me.sign-out')}</Button>
    </Page>
  )
}
