import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { ConsentPolicy } from '../../../src/clips/consent-schemas.ts'
import { t } from '../messages/messages.ts'
import { allOf } from '../office/fetch-pages.ts'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Button } from '../parts/button.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { usePlaces } from './places.ts'
import { PolicyCard } from './policy-card.tsx'
import { PolicyDialog } from './policy-dialog.tsx'

export const PoliciesPage = forRoom('policies', Policies)

/** What is asked before sharing, in the organisation and in those of its districts that ask it otherwise. */
function Policies() {
  const { districts } = usePlaces()
  const policies = useQuery(allOf<ConsentPolicy>('/api/v1/administration/consent-policies'))
  const [writing, setWriting] = useState<{ readonly after?: ConsentPolicy }>()
  const nameOf = (districtId: string | null): string =>
    districtId === null
      ? t('records.whole-organisation')
      : (districts.find(({ id }) => id === districtId)?.name ?? t('records.a-district'))
  // Newest first, so the first of each is the one that applies.
  const texts = [...Map.groupBy(policies.data ?? [], ({ districtId }) => districtId).entries()].toSorted(
    ([a], [b]) => (a === null ? -1 : b === null ? 1 : nameOf(a).localeCompare(nameOf(b))),
  )
  return (
    <OfficeFrame
      title={t('admin.policies')}
      about={t('records.policies-about')}
      beside={
        <Button look="primary" icon="plus" onClick={() => setWriting({})}>
          {t('records.policy-write')}
        </Button>
      }
    >
      {policies.isPending && <Loading />}
      {policies.error && <Trouble error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.data?.length === 0 && (
        <div class="empty">
          <p>{t('records.policies-none')}</p>
        </div>
      )}
      {texts.map(([districtId, versions]) => (
        <PolicyCard
          key={districtId ?? ''}
          of={nameOf(districtId)}
          versions={versions}
          onWrite={(after) => setWriting({ after })}
        />
      ))}
      {writing && (
        <PolicyDialog after={writing.after} districts={districts} onClose={() => setWriting(undefined)} />
      )}
    </OfficeFrame>
  )
}
