/** A page of the web client. */
export interface Page {
  /** As Fastify reads it: “:name” is one step of any kind. */
  readonly path: string
  /** The file with its code, as Vite's manifest names it. */
  readonly chunk: string
  /** Areas of messages it speaks from, beside `core`. */
  readonly words: readonly string[]
}

/** Entered without signing in. What is in neither list is not here, and the client says so. */
export const openPages: readonly Page[] = [
  { path: '/setup', chunk: 'src/sign-in/set-up-page.tsx', words: ['entry'] },
  { path: '/invitation', chunk: 'src/sign-in/invitation-page.tsx', words: ['entry'] },
  { path: '/notices/unsubscribe', chunk: 'src/notices/unsubscribe-page.tsx', words: ['notices'] },
]

/** The one page that is primed with more than who is signed in. */
export const watchPage: Page = { path: '/clips/:clipId', chunk: 'src/watch/watch-page.tsx', words: ['watch'] }

/** The same as in `web/src/pages.ts`. */
export const pages: readonly Page[] = [
  { path: '/', chunk: 'src/home/home-page.tsx', words: ['home', 'clips', 'refusals'] },
  { path: '/sign-in', chunk: 'src/home/home-page.tsx', words: ['home', 'clips', 'refusals'] },
  { path: '/welcome', chunk: 'src/welcome/welcome-page.tsx', words: ['welcome', 'cohorts'] },
  { path: '/cohorts', chunk: 'src/cohorts/cohorts-page.tsx', words: ['cohorts'] },
  {
    path: '/cohorts/:cohortId',
    chunk: 'src/cohorts/cohort-page.tsx',
    words: ['cohorts', 'home', 'clips', 'refusals'],
  },
  {
    path: '/cohorts/:cohortId/assignments/new',
    chunk: 'src/assignments/new-assignment-page.tsx',
    words: ['assignments', 'cohorts'],
  },
  {
    path: '/cohorts/:cohortId/protocols',
    chunk: 'src/assignments/protocols-page.tsx',
    words: ['assignments', 'cohorts'],
  },
  {
    path: '/assignments/:assignmentId',
    chunk: 'src/assignments/assignment-page.tsx',
    words: ['assignments'],
  },
  { path: '/cohorts/:cohortId/year', chunk: 'src/year/year-page.tsx', words: ['year', 'cohorts'] },
  { path: '/cycles/:cycleId', chunk: 'src/year/cycle-page.tsx', words: ['year', 'watch', 'clips'] },
  {
    path: '/cohorts/:cohortId/meetings',
    chunk: 'src/meetings/meetings-page.tsx',
    words: ['meetings', 'cohorts'],
  },
  { path: '/meetings/:meetingId', chunk: 'src/meetings/meeting-page.tsx', words: ['meetings', 'year'] },
  {
    path: '/coaching',
    chunk: 'src/coaching/coaching-page.tsx',
    words: ['coaching', 'cohorts', 'home', 'refusals'],
  },
  {
    path: '/coaching/:cohortId',
    chunk: 'src/coaching/pair-page.tsx',
    words: ['coaching', 'home', 'clips', 'refusals'],
  },
  { path: '/exemplars', chunk: 'src/exemplars/library-page.tsx', words: ['exemplars'] },
  { path: '/exemplars/mine', chunk: 'src/curating/mine-page.tsx', words: ['exemplars', 'curating'] },
  { path: '/exemplars/terms', chunk: 'src/curating/terms-page.tsx', words: ['exemplars', 'curating'] },
  {
    path: '/exemplars/:exemplarId/passport',
    chunk: 'src/curating/passport-page.tsx',
    words: ['exemplars', 'curating', 'clip-privacy', 'sharing'],
  },
  {
    path: '/exemplars/:exemplarId/edit',
    chunk: 'src/curating/edit-page.tsx',
    words: ['exemplars', 'curating'],
  },
  { path: '/exemplars/:exemplarId', chunk: 'src/exemplars/exemplar-page.tsx', words: ['exemplars'] },
  { path: '/collections/:collectionId', chunk: 'src/exemplars/collection-page.tsx', words: ['exemplars'] },
  { path: '/clips', chunk: 'src/clips/clips-page.tsx', words: ['clips'] },
  { path: '/clips/new', chunk: 'src/upload/add-clip-page.tsx', words: ['upload'] },
  watchPage,
  { path: '/clips/:clipId/cut', chunk: 'src/cut/cut-page.tsx', words: ['watch', 'cut'] },
  {
    path: '/clips/:clipId/privacy',
    chunk: 'src/clip-privacy/clip-privacy-page.tsx',
    words: ['clip-privacy', 'sharing'],
  },
  {
    path: '/assignments/:assignmentId/pack',
    chunk: 'src/packs/pack-page.tsx',
    words: ['pack', 'watch'],
  },
  {
    path: '/assignments/:assignmentId/projector',
    chunk: 'src/packs/projector-page.tsx',
    words: ['pack', 'watch'],
  },
  { path: '/notices', chunk: 'src/notices/notices-page.tsx', words: ['notices'] },
  { path: '/me', chunk: 'src/me/me-page.tsx', words: ['me', 'entry', 'notices', 'refusals', 'roles'] },
  { path: '/me/data', chunk: 'src/my-data/my-data-page.tsx', words: ['my-data', 'refusals'] },
  { path: '/privacy', chunk: 'src/privacy/office-page.tsx', words: ['privacy', 'clip-privacy', 'sharing'] },
  {
    path: '/privacy/clips/:clipId',
    chunk: 'src/privacy/office-clip-page.tsx',
    words: ['privacy', 'clip-privacy', 'sharing'],
  },
  {
    path: '/administration',
    chunk: 'src/administration/administration-page.tsx',
    words: ['office', 'administration'],
  },
  {
    path: '/administration/people',
    chunk: 'src/administration/people-page.tsx',
    words: ['office', 'administration', 'refusals', 'roles'],
  },
  {
    path: '/administration/people/:personId',
    chunk: 'src/administration/person-page.tsx',
    words: ['office', 'administration', 'refusals', 'roles'],
  },
  {
    path: '/administration/invitations',
    chunk: 'src/administration/invitations-page.tsx',
    words: ['office', 'administration', 'refusals', 'roles'],
  },
  {
    path: '/administration/cohorts',
    chunk: 'src/administration/administered-cohorts-page.tsx',
    words: ['office', 'administration', 'refusals'],
  },
  {
    path: '/administration/places',
    chunk: 'src/administration/places-page.tsx',
    words: ['office', 'administration'],
  },
  {
    path: '/administration/calendars',
    chunk: 'src/calendars/calendars-page.tsx',
    words: ['office', 'administration', 'calendars'],
  },
  {
    path: '/administration/rosters',
    chunk: 'src/administration/rosters-page.tsx',
    words: ['office', 'administration', 'records', 'roles'],
  },
  {
    path: '/administration/policies',
    chunk: 'src/administration/policies-page.tsx',
    words: ['office', 'administration', 'records'],
  },
  {
    path: '/administration/retention',
    chunk: 'src/administration/retention-page.tsx',
    words: ['office', 'administration', 'records'],
  },
  {
    path: '/administration/issuers',
    chunk: 'src/administration/issuers-page.tsx',
    words: ['office', 'administration'],
  },
  {
    path: '/administration/organisation',
    chunk: 'src/administration/organisation-page.tsx',
    words: ['office', 'administration'],
  },
  {
    path: '/administration/audit',
    chunk: 'src/administration/audit-page.tsx',
    words: ['office', 'administration', 'records', 'roles'],
  },
  {
    path: '/administration/reports',
    chunk: 'src/administration/report-page.tsx',
    words: ['office', 'administration', 'records'],
  },
  {
    path: '/administration/storage',
    chunk: 'src/administration/storage-page.tsx',
    words: ['office', 'administration', 'records'],
  },
]

/** Stands in the place of every other page where nobody is signed in. */
export const signInPage: Page = { path: '/sign-in', chunk: 'src/sign-in/sign-in-parts.ts', words: ['entry'] }

/** What its first view needs, in the reader's language. */
export const chunksOf = (page: Page | undefined, language: 'en' | 'es'): string[] => [
  ...['core', ...(page?.words ?? [])].map((area) => `messages/${language}/${area}.json`),
  ...(page ? [page.chunk] : []),
]
