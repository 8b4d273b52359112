import type { FunctionComponent } from 'preact'
import { lazy } from 'preact-iso'
import { type Area, learn } from './messages/messages.ts'
import { NotFetched } from './offline/later.tsx'
import { loadSignIn } from './sign-in/sign-in-later.tsx'

interface Page {
  /** As preact-iso reads it: “:name” is one step of any kind. */
  readonly path: string
  readonly component: FunctionComponent & { preload(): Promise<unknown> }
}

/** A page with the words it says: neither is shown without the other. */
const page = (path: string, words: readonly Area[], load: () => Promise<FunctionComponent>): Page => ({
  path,
  component: lazy(() =>
    Promise.all([load(), learn(...words)]).then(
      ([component]) => component,
      () => NotFetched,
    ),
  ),
})

/** Pages that are entered without signing in. */
export const openPages: readonly Page[] = [
  page('/setup', ['entry'], async () => (await import('./sign-in/set-up-page.tsx')).SetUpPage),
  page('/invitation', ['entry'], async () => (await import('./sign-in/invitation-page.tsx')).InvitationPage),
  page(
    '/notices/unsubscribe',
    ['notices'],
    async () => (await import('./notices/unsubscribe-page.tsx')).UnsubscribePage,
  ),
]

/** What a mailed link to sign in leads to. */
export const linkPage = page(
  '/sign-in',
  ['entry'],
  async () => (await import('./sign-in/link-page.tsx')).LinkPage,
)

const homePage = async () => (await import('./home/home-page.tsx')).HomePage

/** Pages of those who are signed in; the first that fits is shown. `src/pages/pages.ts` has the same for the server. */
export const pages: readonly Page[] = [
  page('/', ['home', 'clips', 'refusals'], homePage),
  // Where somebody is signed in already.
  page('/sign-in', ['home', 'clips', 'refusals'], homePage),
  page(
    '/welcome',
    ['welcome', 'cohorts'],
    async () => (await import('./welcome/welcome-page.tsx')).WelcomePage,
  ),
  page('/cohorts', ['cohorts'], async () => (await import('./cohorts/cohorts-page.tsx')).CohortsPage),
  page(
    '/cohorts/:cohortId',
    ['cohorts', 'home', 'clips', 'refusals'],
    async () => (await import('./cohorts/cohort-page.tsx')).CohortPage,
  ),
  page(
    '/cohorts/:cohortId/assignments/new',
    ['assignments', 'cohorts'],
    async () => (await import('./assignments/new-assignment-page.tsx')).NewAssignmentPage,
  ),
  page(
    '/cohorts/:cohortId/protocols',
    ['assignments', 'cohorts'],
    async () => (await import('./assignments/protocols-page.tsx')).ProtocolsPage,
  ),
  page(
    '/assignments/:assignmentId',
    ['assignments'],
    async () => (await import('./assignments/assignment-page.tsx')).AssignmentPage,
  ),
  page(
    '/cohorts/:cohortId/year',
    ['year', 'cohorts'],
    async () => (await import('./year/year-page.tsx')).YearPage,
  ),
  page(
    '/cycles/:cycleId',
    ['year', 'watch', 'clips'],
    async () => (await import('./year/cycle-page.tsx')).CyclePage,
  ),
  page(
    '/cohorts/:cohortId/meetings',
    ['meetings', 'cohorts'],
    async () => (await import('./meetings/meetings-page.tsx')).MeetingsPage,
  ),
  page(
    '/meetings/:meetingId',
    ['meetings', 'year'],
    async () => (await import('./meetings/meeting-page.tsx')).MeetingPage,
  ),
  page(
    '/coaching',
    ['coaching', 'cohorts', 'home', 'refusals'],
    async () => (await import('./coaching/coaching-page.tsx')).CoachingPage,
  ),
  page(
    '/coaching/:cohortId',
    ['coaching', 'home', 'clips', 'refusals'],
    async () => (await import('./coaching/pair-page.tsx')).PairPage,
  ),
  page('/exemplars', ['exemplars'], async () => (await import('./exemplars/library-page.tsx')).LibraryPage),
  page(
    '/exemplars/mine',
    ['exemplars', 'curating'],
    async () => (await import('./curating/mine-page.tsx')).MinePage,
  ),
  page(
    '/exemplars/terms',
    ['exemplars', 'curating'],
    async () => (await import('./curating/terms-page.tsx')).TermsPage,
  ),
  page(
    '/exemplars/:exemplarId/passport',
    ['exemplars', 'curating', 'clip-privacy', 'sharing'],
    async () => (await import('./curating/passport-page.tsx')).PassportPage,
  ),
  page(
    '/exemplars/:exemplarId/edit',
    ['exemplars', 'curating'],
    async () => (await import('./curating/edit-page.tsx')).EditPage,
  ),
  page(
    '/exemplars/:exemplarId',
    ['exemplars'],
    async () => (await import('./exemplars/exemplar-page.tsx')).ExemplarPage,
  ),
  page(
    '/collections/:collectionId',
    ['exemplars'],
    async () => (await import('./exemplars/collection-page.tsx')).CollectionPage,
  ),
  page('/clips', ['clips'], async () => (await import('./clips/clips-page.tsx')).ClipsPage),
  page('/clips/new', ['upload'], async () => (await import('./upload/add-clip-page.tsx')).AddClipPage),
  page('/clips/:clipId', ['watch'], async () => (await import('./watch/watch-page.tsx')).WatchPage),
  page('/clips/:clipId/cut', ['watch', 'cut'], async () => (await import('./cut/cut-page.tsx')).CutPage),
  page(
    '/clips/:clipId/privacy',
    ['clip-privacy', 'sharing'],
    async () => (await import('./clip-privacy/clip-privacy-page.tsx')).ClipPrivacyPage,
  ),
  page(
    '/assignments/:assignmentId/pack',
    ['pack', 'watch'],
    async () => (await import('./packs/pack-page.tsx')).PackPage,
  ),
  page(
    '/assignments/:assignmentId/projector',
    ['pack', 'watch'],
    async () => (await import('./packs/projector-page.tsx')).ProjectorPage,
  ),
  page('/notices', ['notices'], async () => (await import('./notices/notices-page.tsx')).NoticesPage),
  page(
    '/me',
    ['me', 'entry', 'notices', 'refusals', 'roles'],
    async () => (await import('./me/me-page.tsx')).MePage,
  ),
  page(
    '/me/data',
    ['my-data', 'refusals'],
    async () => (await import('./my-data/my-data-page.tsx')).MyDataPage,
  ),
  page(
    '/privacy',
    ['privacy', 'clip-privacy', 'sharing'],
    async () => (await import('./privacy/office-page.tsx')).OfficePage,
  ),
  page(
    '/privacy/clips/:clipId',
    ['privacy', 'clip-privacy', 'sharing'],
    async () => (await import('./privacy/office-clip-page.tsx')).OfficeClipPage,
  ),
  page(
    '/administration',
    ['office', 'administration'],
    async () => (await import('./administration/administration-page.tsx')).AdministrationPage,
  ),
  page(
    '/administration/people',
    ['office', 'administration', 'refusals', 'roles'],
    async () => (await import('./administration/people-page.tsx')).PeoplePage,
  ),
  page(
    '/administration/people/:personId',
    ['office', 'administration', 'refusals', 'roles'],
    async () => (await import('./administration/person-page.tsx')).PersonPage,
  ),
  page(
    '/administration/invitations',
    ['office', 'administration', 'refusals', 'roles'],
    async () => (await import('./administration/invitations-page.tsx')).InvitationsPage,
  ),
  page(
    '/administration/cohorts',
    ['office', 'administration', 'refusals'],
    async () => (await import('./administration/administered-cohorts-page.tsx')).AdministeredCohortsPage,
  ),
  page(
    '/administration/places',
    ['office', 'administration'],
    async () => (await import('./administration/places-page.tsx')).PlacesPage,
  ),
  page(
    '/administration/calendars',
    ['office', 'administration', 'calendars'],
    async () => (await import('./calendars/calendars-page.tsx')).CalendarsPage,
  ),
  page(
    '/administration/rosters',
    ['office', 'administration', 'records', 'roles'],
    async () => (await import('./administration/rosters-page.tsx')).RostersPage,
  ),
  page(
    '/administration/policies',
    ['office', 'administration', 'records'],
    async () => (await import('./administration/policies-page.tsx')).PoliciesPage,
  ),
  page(
    '/administration/retention',
    ['office', 'administration', 'records'],
    async () => (await import('./administration/retention-page.tsx')).RetentionPage,
  ),
  page(
    '/administration/issuers',
    ['office', 'administration'],
    async () => (await import('./administration/issuers-page.tsx')).IssuersPage,
  ),
  page(
    '/administration/organisation',
    ['office', 'administration'],
    async () => (await import('./administration/organisation-page.tsx')).OrganisationPage,
  ),
  page(
    '/administration/audit',
    ['office', 'administration', 'records', 'roles'],
    async () => (await import('./administration/audit-page.tsx')).AuditPage,
  ),
  page(
    '/administration/reports',
    ['office', 'administration', 'records'],
    async () => (await import('./administration/report-page.tsx')).ReportPage,
  ),
  page(
    '/administration/storage',
    ['office', 'administration', 'records'],
    async () => (await import('./administration/storage-page.tsx')).StoragePage,
  ),
]

const fits = (pattern: string, path: string): boolean => {
  const [asked, given] = [pattern.split('/'), path.split('/')]
  return (
    asked.length === given.length && asked.every((step, at) => step.startsWith(':') || step === given[at])
  )
}

/** The code of what is shown first, so that it is there when that is drawn, and nothing jumps. */
export async function preloadPage(path: string, isSignedOut: boolean): Promise<void> {
  const open = openPages.find((each) => fits(each.path, path))
  if (isSignedOut && !open) await loadSignIn()
  else await (open ?? pages.find((each) => fits(each.path, path)))?.component.preload()
}
