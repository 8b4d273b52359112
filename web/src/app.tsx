import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/preact-query'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso'
import type { Me } from '../../src/identity/schemas.ts'
import { MeContext } from './api/me.ts'
import { meQuery } from './api/queries.ts'
import { pageBelongsTo } from './api/sign-in-again.ts'
import { Frame } from './frame/frame.tsx'
import { NotHere } from './frame/not-here.tsx'
import { Loading, Trouble } from './parts/trouble.tsx'
import { SignInDialog } from './sign-in/sign-in-dialog.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { UploaderContext, useNewUploader } from './upload/use-uploader.ts'

const ClipsPage = lazy(() => import('./clips/clips-page.tsx').then((module) => module.ClipsPage))
const AddClipPage = lazy(() => import('./upload/add-clip-page.tsx').then((module) => module.AddClipPage))
const WatchPage = lazy(() => import('./watch/watch-page.tsx').then((module) => module.WatchPage))
const MePage = lazy(() => import('./me/me-page.tsx').then((module) => module.MePage))
const SetUpPage = lazy(() => import('./sign-in/set-up-page.tsx').then((module) => module.SetUpPage))
const InvitationPage = lazy(() =>
  import('./sign-in/invitation-page.tsx').then((module) => module.InvitationPage),
)
const LinkPage = lazy(() => import('./sign-in/link-page.tsx').then((module) => module.LinkPage))

/** The code of a page, so that it is there when the first thing is drawn, and nothing jumps. */
export async function preloadPage(path: string): Promise<void> {
  const pages = {
    '/': ClipsPage,
    '/sign-in': ClipsPage,
    '/clips/new': AddClipPage,
    '/me': MePage,
    '/setup': SetUpPage,
    '/invitation': InvitationPage,
  }
  const page = Object.hasOwn(pages, path) ? pages[path as keyof typeof pages] : undefined
  await (page ?? (path.startsWith('/clips/') ? WatchPage : undefined))?.preload()
}

export function App({ client }: { readonly client: QueryClient }) {
  return (
    <LocationProvider>
      <QueryClientProvider client={client}>
        <Rooms />
      </QueryClientProvider>
    </LocationProvider>
  )
}

/** What may be entered without signing in, and the rest. */
function Rooms() {
  const { path, query } = useLocation()
  const me = useQuery(meQuery)
  // The secret of a mailed link stands behind the “#”. Whoever is signed in here may be somebody else.
  const [cameByLink] = useState(() => location.hash.startsWith('#signin_'))
  if (path === '/setup' || path === '/invitation' || (path === '/sign-in' && cameByLink)) {
    return (
      <Frame>
        <Router>
          <Route path="/setup" component={SetUpPage} />
          <Route path="/invitation" component={InvitationPage} />
          <Route path="/sign-in" component={LinkPage} />
          <Route default component={NotHere} />
        </Router>
      </Frame>
    )
  }
  if (me.data) return <SignedIn key={me.data.id} me={me.data} />
  return (
    <Frame>
      {me.isPending && <Loading />}
      {me.data === null && <SignInPage done={doneOf(query)} problem={query.problem} />}
      {me.error && <Trouble error={me.error} onRetry={() => void me.refetch()} />}
    </Frame>
  )
}

/** What the reader just did, that lets them sign in now. */
const doneOf = (query: Readonly<Record<string, string>>) =>
  query['set-up'] !== undefined ? 'set-up' : query.joined !== undefined ? 'invitation' : undefined

function SignedIn({ me }: { readonly me: Me }) {
  const { path, route } = useLocation()
  const uploader = useNewUploader(me.id)
  useLayoutEffect(() => pageBelongsTo(me.id), [me.id])
  useEffect(() => {
    if (path === '/sign-in') route('/', true)
  }, [path, route])
  return (
    <MeContext.Provider value={me}>
      <UploaderContext.Provider value={uploader}>
        <Frame me={me}>
          <Router>
            <Route path="/" component={ClipsPage} />
            <Route path="/sign-in" component={ClipsPage} />
            <Route path="/clips/new" component={AddClipPage} />
            <Route path="/clips/:clipId" component={WatchPage} />
            <Route path="/me" component={MePage} />
            <Route default component={NotHere} />
          </Router>
        </Frame>
        <SignInDialog email={me.email} />
      </UploaderContext.Provider>
    </MeContext.Provider>
  )
}
