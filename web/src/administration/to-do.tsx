import { useQuery } from '@tanstack/preact-query'
import type { ConsentPolicy } from '../../../src/clips/consent-schemas.ts'
import type { Invitation } from '../../../src/cohorts/invitation-schemas.ts'
import type { AdministeredCohort } from '../../../src/cohorts/schemas.ts'
import type { Site } from '../../../src/identity/administration-schemas.ts'
import type { Page } from '../api/paged.ts'
import { t } from '../messages/messages.ts'
import { allOf, oneOf } from '../office/fetch-pages.ts'
import { Icon } from '../parts/icon.tsx'
import { Loading, Trouble } from '../parts/trouble.tsx'

/** As long as a mail may take. */
const mailMs = 3_600_000

/** What waits for an administrator, with the way to where it is done. */
export function ToDo() {
  const cohorts = useQuery(
    allOf<AdministeredCohort>('/api/v1/administration/cohorts', { state: 'without facilitator' }),
  )
  const invitations = useQuery(allOf<Invitation>('/api/v1/administration/invitations'))
  const sites = useQuery(oneOf<Page<Site>>('/api/v1/sites', { limit: '1' }))
  const policies = useQuery(
    oneOf<Page<ConsentPolicy>>('/api/v1/administration/consent-policies', { limit: '1' }),
  )
  const all = [cohorts, invitations, sites, policies]
  const error = all.find((query) => query.error)?.error
  const isPending = all.some((query) => query.isPending)
  const over = invitations.data?.filter(({ expiresAt }) => Date.parse(expiresAt) < Date.now()).length ?? 0
  const unsent = invitations.data?.filter(isUnsent).length ?? 0
  const without = cohorts.data?.length ?? 0
  const items = [
    without > 0 && {
      words: t('admin.todo-cohorts', { count: without }),
      href: `/administration/cohorts?state=${encodeURIComponent('without facilitator')}`,
    },
    unsent > 0 && {
      words: t('admin.todo-unsent', { count: unsent }),
      href: '/administration/invitations',
    },
    over > 0 && { words: t('admin.todo-over', { count: over }), href: '/administration/invitations' },
    sites.data?.items.length === 0 && { words: t('admin.todo-sites'), href: '/administration/places' },
    policies.data?.items.length === 0 && {
      words: t('admin.todo-policy'),
      href: '/administration/policies',
    },
  ].filter((item) => item !== false)
  return (
    <section class="part" aria-labelledby="to-do">
      <h2 id="to-do">{t('admin.todo')}</h2>
      {isPending && <Loading />}
      {error && (
        <Trouble error={error} onRetry={() => void Promise.all(all.map((query) => query.refetch()))} />
      )}
      {!isPending && !error && items.length === 0 && <p>{t('admin.todo-nothing')}</p>}
      {items.length > 0 && (
        <ul class="office-rows">
          {items.map(({ words, href }) => (
            <li key={words}>
              <a class="to-do" href={href}>
                <Icon name="info" />
                {words}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const isUnsent = ({ sentAt, expiresAt }: Invitation): boolean =>
  // An invitation holds for fourteen days from when it was ordered.
  sentAt === null &&
  Date.parse(expiresAt) - 14 * 86_400_000 < Date.now() - mailMs &&
  Date.parse(expiresAt) >= Date.now()
