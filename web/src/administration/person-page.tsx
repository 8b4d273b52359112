import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { NotHere } from '../frame/not-here.tsx'
import { t } from '../messages/messages.ts'
import { oneOf } from '../office/fetch-pages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ChangePersonDialog } from './change-person-dialog.tsx'
import { PersonEvaluators } from './person-evaluators.tsx'
import { PersonInvitation } from './person-invitation.tsx'
import { PersonLeaving } from './person-leaving.tsx'
import { PersonRoles } from './person-roles.tsx'

export const PersonPage = forRoom('people', OnePerson)

function OnePerson() {
  const { personId = '' } = useRoute().params
  const person = useQuery(
    oneOf<AdministeredPerson>(`/api/v1/administration/people/${encodeURIComponent(personId)}`),
  )
  if (isNotHere(person.error)) return <NotHere />
  return (
    <OfficeFrame
      key={person.data?.id}
      title={person.data?.name ?? t('admin.person')}
      below={{ href: '/administration/people', title: t('admin.people') }}
    >
      {person.isPending && <Loading />}
      {person.error && <Trouble error={person.error} onRetry={() => void person.refetch()} />}
      {person.data && <Everything person={person.data} />}
    </OfficeFrame>
  )
}

function Everything({ person }: { readonly person: AdministeredPerson }) {
  const me = useMe()
  const [isChanging, setChanging] = useState(false)
  const isActive = person.state === 'active'
  return (
    <>
      {!isActive && <Notice title={t('admin.departed-title')}>{<p>{t('admin.departed-words')}</p>}</Notice>}
      <dl class="facts">
        <dt>{t('sign-in.email')}</dt>
        <dd>{person.email || t('admin.none')}</dd>
        <dt>{t('admin.site')}</dt>
        <dd>{person.site?.name ?? t('admin.none')}</dd>
        <dt>{t('admin.signs-in')}</dt>
        <dd>{t(person.hasSignedIn ? 'admin.signs-in-yes' : 'admin.signs-in-not-yet')}</dd>
      </dl>
      <div class="actions">
        <Button onClick={() => setChanging(true)}>{t('admin.change-person')}</Button>
      </div>
      {isActive && <PersonRoles person={person} />}
      {isActive && !person.hasSignedIn && <PersonInvitation person={person} />}
      <PersonEvaluators person={person} />
      <PersonLeaving person={person} isMe={person.id === me.id} />
      {isChanging && <ChangePersonDialog person={person} onClose={() => setChanging(false)} />}
    </>
  )
}
