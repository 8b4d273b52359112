import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { call } from '../api/call.ts'
import { choicesQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'

/** For who is somebody in several organisations: goes over into another one. */
export function OrganisationChoice() {
  const choices = useQuery(choicesQuery).data?.items ?? []
  const [refusal, setRefusal] = useState<unknown>()
  const choose = async (organisationId: string) => {
    try {
      await call('/api/v1/sign-ins/current/organisation', { method: 'PUT', body: { organisationId } })
      // A page of its own: nothing that was read in the one organisation is shown in the other.
      location.assign('/')
    } catch (error) {
      setRefusal(error)
    }
  }
  return (
    <section aria-labelledby="organisations">
      <h2 id="organisations">{t('me.organisations')}</h2>
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      {choices
        .filter(({ isCurrent }) => !isCurrent)
        .map(({ organisation }) => (
          <Button key={organisation.id} onClick={() => void choose(organisation.id)}>
            {t('me.go-over', { organisation: organisation.name })}
          </Button>
        ))}
    </section>
  )
}
