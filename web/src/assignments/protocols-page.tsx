import { useQuery, useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Protocol } from '../../../src/assignments/protocol-schemas.ts'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { CohortNotHere } from '../cohorts/cohort-not-here.tsx'
import { cohortQuery } from '../cohorts/cohort-query.ts'
import { facilitates } from '../cohorts/cohort-words.ts'
import { t } from '../messages/messages.ts'
import { AskFirst } from '../parts/ask-first.tsx'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { protocolsQuery } from './assignment-queries.ts'
import { inLanguage, nameOf } from './assignment-words.ts'
import { ProtocolForm } from './protocol-form.tsx'
import { StageList } from './stage-list.tsx'

export function ProtocolsPage() {
  const { cohortId = '' } = useRoute().params
  const cohort = useQuery(cohortQuery(cohortId))
  if (isNotHere(cohort.error)) return <CohortNotHere />
  if (cohort.data) return <Shown key={cohortId} cohort={cohort.data} />
  if (cohort.error) return <Trouble error={cohort.error} onRetry={() => void cohort.refetch()} />
  return <Loading />
}

/** The ways of talking that a cohort can choose from: those that everybody has, and its own. */
function Shown({ cohort }: { readonly cohort: Cohort }) {
  const { id, name } = cohort
  const isFacilitator = facilitates(cohort, useMe().id)
  const protocols = useQuery(protocolsQuery(id))
  const [written, setWritten] = useState<Protocol | 'new'>()
  const all = protocols.data?.items ?? []
  const own = all.filter(({ key }) => key === null)
  if (written) {
    return (
      <ProtocolForm
        cohort={cohort}
        protocol={written === 'new' ? undefined : written}
        models={all}
        onClose={() => setWritten(undefined)}
      />
    )
  }
  return (
    <Page
      title={t('protocols.title')}
      class="papers"
      beside={isFacilitator && <Button onClick={() => setWritten('new')}>{t('protocols.write')}</Button>}
    >
      <div class="assignment-about">
        <p>
          <a href={`/cohorts/${id}`}>{t('assignment.back', { cohort: name })}</a>
        </p>
        <p>{t('protocols.about')}</p>
      </div>
      {protocols.error && <Trouble error={protocols.error} onRetry={() => void protocols.refetch()} />}
      {protocols.isPending && <Loading />}
      {protocols.data && (
        <>
          <section aria-labelledby="own">
            <h2 id="own">{t('protocols.own')}</h2>
            {own.length === 0 && (
              <p class="hint">{isFacilitator ? t('protocols.none-yours') : t('protocols.none')}</p>
            )}
            {own.map((protocol) => (
              <OneProtocol key={protocol.id} protocol={protocol}>
                {isFacilitator && (
                  <OwnActs cohortId={id} protocol={protocol} onEdit={() => setWritten(protocol)} />
                )}
              </OneProtocol>
            ))}
          </section>
          <section aria-labelledby="built-in">
            <h2 id="built-in">{t('protocols.built-in')}</h2>
            {all
              .filter(({ key }) => key !== null)
              .map((protocol) => (
                <OneProtocol key={protocol.key} protocol={protocol} />
              ))}
          </section>
        </>
      )}
    </Page>
  )
}

interface OneProps {
  readonly protocol: Protocol
  readonly children?: preact.ComponentChildren
}

const OneProtocol = ({ protocol, children }: OneProps) => (
  <div class="protocol">
    <h3 id={`protocol-${nameOf(protocol)}`}>{inLanguage(protocol.title)}</h3>
    {protocol.about && <p>{inLanguage(protocol.about)}</p>}
    {children}
    <details class="fold">
      <summary>{t('protocol.stages', { count: protocol.stages.length })}</summary>
      <StageList stages={protocol.stages} />
    </details>
  </div>
)

interface ActsProps {
  readonly cohortId: string
  readonly protocol: Protocol
  readonly onEdit: () => void
}

function OwnActs({ cohortId, protocol, onEdit }: ActsProps) {
  const client = useQueryClient()
  const name = inLanguage(protocol.title)
  return (
    <div class="actions">
      <Button aria-label={t('protocols.edit-of', { name })} onClick={onEdit}>
        {t('protocols.edit')}
      </Button>
      <AskFirst
        label={t('protocols.retire')}
        of={name}
        title={t('protocols.retire-title', { name })}
        words={[t('protocols.retire-words')]}
        action={t('protocols.retire')}
        does={async () => {
          await call(`/api/v1/protocols/${protocol.id}`, { method: 'DELETE' })
          await client.invalidateQueries({ queryKey: protocolsQuery(cohortId).queryKey })
        }}
        done={t('protocols.retired', { name })}
      />
    </div>
  )
}
