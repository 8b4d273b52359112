import { useMe } from '../api/me.ts'
import { NotHere } from '../frame/not-here.tsx'
import { t } from '../messages/messages.ts'
import { type Room, roomsOf } from '../office/offices.ts'
import { Page } from '../parts/page.tsx'
import { NumbersNow } from './numbers-now.tsx'
import { ToDo } from './to-do.tsx'

const words = {
  people: ['admin.people', 'admin.people-for'],
  invitations: ['admin.invitations', 'admin.invitations-for'],
  cohorts: ['admin.cohorts', 'admin.cohorts-for'],
  places: ['admin.places', 'admin.places-for'],
  calendars: ['admin.calendars', 'admin.calendars-for'],
  rosters: ['admin.rosters', 'admin.rosters-for'],
  policies: ['admin.policies', 'admin.policies-for'],
  retention: ['admin.retention', 'admin.retention-for'],
  issuers: ['admin.issuers', 'admin.issuers-for'],
  organisation: ['admin.organisation', 'admin.organisation-for'],
  audit: ['admin.audit', 'admin.audit-for'],
  reports: ['admin.reports', 'admin.reports-for'],
  storage: ['admin.storage', 'admin.storage-for'],
} as const satisfies Record<Room, unknown>

/** What needs doing, how much there is, and where everything is. For those who hold no office it is not there. */
export function AdministrationPage() {
  const { roles, organisation } = useMe()
  const rooms = roomsOf(roles)
  if (rooms.length === 0) return <NotHere />
  const isAdministrator = roles.includes('administrator')
  return (
    <Page title={t('offices.title')} class="office">
      <p class="office-about">{t('admin.about', { organisation: organisation.name })}</p>
      {isAdministrator && <ToDo />}
      {isAdministrator && <NumbersNow />}
      <nav class="part" aria-labelledby="rooms">
        <h2 id="rooms">{t('admin.rooms')}</h2>
        <ul class="rooms">
          {rooms.map((room) => (
            <li key={room}>
              <a href={`/administration/${room}`}>{t(words[room][0])}</a>
              <p class="hint">{t(words[room][1])}</p>
            </li>
          ))}
        </ul>
      </nav>
    </Page>
  )
}
