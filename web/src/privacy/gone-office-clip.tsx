import { useQuery } from '@tanstack/preact-query'
import { isNotHere } from '../api/problem.ts'
import { CertificateFacts } from '../clip-privacy/certificate-facts.tsx'
import { purgeQuery } from '../clip-privacy/clip-privacy-queries.ts'
import { t } from '../messages/messages.ts'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { ActsSection } from './acts-section.tsx'
import { HoldSection } from './hold-section.tsx'

const lookAgainMs = 4000

/** A clip that is not there any more: who had it destroyed finds how far that is, and the certificate. */
export function GoneOfficeClip({
  clipId,
  isOfficer,
}: {
  readonly clipId: string
  readonly isOfficer: boolean
}) {
  const purge = useQuery({
    ...purgeQuery(clipId),
    refetchInterval: ({ state }) => (state.data?.state === 'ordered' ? lookAgainMs : false),
  })
  if (purge.isPending) return <Loading />
  if (!purge.data && !isNotHere(purge.error)) {
    return <Trouble error={purge.error} onRetry={() => void purge.refetch()} />
  }
  return (
    <>
      {!purge.data && <p>{t('office.gone')}</p>}
      {purge.data && (
        <>
          <p role="status">{purge.data.state === 'done' ? t('office.clip-gone') : t('office.clip-going')}</p>
          <CertificateFacts purge={purge.data} />
        </>
      )}
      {isOfficer && <HoldSection clipId={clipId} mayPlace={false} />}
      {purge.data && <ActsSection clipId={clipId} />}
    </>
  )
}
