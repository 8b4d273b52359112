import { useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import { useMe } from '../api/me.ts'
import { isNotHere } from '../api/problem.ts'
import { clipQuery } from '../api/queries.ts'
import { CohortNotHere } from '../cohorts/cohort-not-here.tsx'
import { cohortQuery } from '../cohorts/cohort-query.ts'
import { facilitates } from '../cohorts/cohort-words.ts'
import { t } from '../messages/messages.ts'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'
import { clipsHereQuery, meetingsAheadQuery, protocolsQuery } from './assignment-queries.ts'
import { NewAssignmentForm } from './new-assignment-form.tsx'

/** What is to be watched and answered before a meeting, said by whoever facilitates. */
export function NewAssignmentPage() {
  const me = useMe()
  const { params, query } = useRoute()
  const { cohortId = '' } = params
  const cohort = useQuery(cohortQuery(cohortId))
  const mayAsk = cohort.data !== undefined && facilitates(cohort.data, me.id)
  const clips = useQuery({ ...clipsHereQuery(cohortId), enabled: mayAsk })
  const protocols = useQuery({ ...protocolsQuery(cohortId), enabled: mayAsk })
  const meetings = useQuery({ ...meetingsAheadQuery(cohortId), enabled: mayAsk })
  const isElsewhere = query.clip !== undefined && clips.data?.every(({ id }) => id !== query.clip)
  const asked = useQuery({ ...clipQuery(query.clip ?? ''), enabled: isElsewhere === true })
  const exemplar = isElsewhere && asked.data?.exemplarId ? asked.data : undefined
  const isReady = clips.data && protocols.data && meetings.data && !(isElsewhere && asked.isPending)
  if (isNotHere(cohort.error)) return <CohortNotHere />
  const failed = [cohort, clips, protocols, meetings].find(({ error }) => error)
  if (failed?.error) return <Trouble error={failed.error} onRetry={() => void failed.refetch()} />
  if (!cohort.data) return <Loading />
  return (
    <Page title={t('assignment.new')} class="narrow assignment-form">
      <p>
        <a href={`/cohorts/${cohortId}`}>{t('assignment.back', { cohort: cohort.data.name })}</a>
      </p>
      {!mayAsk && (
        <Notice>
          <p>{t('assignment.facilitators-only')}</p>
        </Notice>
      )}
      {mayAsk && !isReady && <Loading />}
      {isReady && clips.data.length === 0 && !exemplar && (
        <div class="empty">
          <p>{t('assignment.no-clips')}</p>
          <p>
            <a href="/clips/new">{t('frame.add')}</a>
          </p>
        </div>
      )}
      {isReady && (
        <NewAssignmentForm
          key={cohortId}
          cohort={cohort.data}
          clips={clips.data}
          exemplar={exemplar}
          protocols={protocols.data.items}
          meetings={meetings.data}
          from={{
            after: query.after,
            cycle: query.cycle,
            meeting: query.meeting ?? query.for,
            clip: query.clip,
            protocol: query.protocol,
          }}
        />
      )}
    </Page>
  )
}
