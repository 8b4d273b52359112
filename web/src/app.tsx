import { type QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/preact-query'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { LocationProvider, Route, Router, useLocation } from 'preact-iso'
import type { Me } from '../../src/identity/schemas.ts'
import { MeContext } from './api/me.ts'
import { meQuery } from './api/queries.ts'
import { pageBelongsTo } from './api/sign-in-again.ts'
import { forgetPack } from './browser/kept-pack.ts'
import { Frame } from './frame/frame.tsx'
import { NotHere } from './frame/not-here.tsx'
import { UnreachedPage } from './offline/later.tsx'
import { linkPage, openPages, pages } from './pages.ts'
import { Loading } from './parts/trouble.tsx'
import { SignInDialogLater, SignInPageLater } from './sign-in/sign-in-later.tsx'
import { UploadDeskContext, useNewUploadDesk } from './upload/upload-desk.ts'

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
  const open = path === linkPage.path && cameByLink ? [linkPage] : openPages
  useEffect(() => {
    // Who signed in since, in this tab, is not shown what somebody else left in it.
    if (me.data !== undefined) forgetPack(me.data?.id)
  }, [me.data])
  if (open.some((page) => page.path === path)) {
    return (
      <Frame>
        <Router>
          {open.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Route default component={NotHere} />
        </Router>
      </Frame>
    )
  }
  if (me.data) return <SignedIn key={me.data.id} me={me.data} />
  return (
    <Frame>
      {me.isPending && <Loading />}
      {me.data === null && <SignInPageLater done={doneOf(query)} problem={query.problem} />}
      {me.error && <UnreachedPage error={me.error} onRetry={() => void me.refetch()} />}
    </Frame>
  )
}

/** What the reader just did, that lets them sign in now. */
const doneOf = (query: Readonly<Record<string, string>>) =>
  query['set-up'] !== undefined ? 'set-up' : query.joined !== undefined ? 'invitation' : undefined

function SignedIn({ me }: { readonly me: Me }) {
  const { path, query, route } = useLocation()
  const client = useQueryClient()
  const desk = useNewUploadDesk(me.id, async () =>
    (await import('./upload/open-uploader.ts')).openUploader(me.id, client),
  )
  useLayoutEffect(() => pageBelongsTo(me.id), [me.id])
  useEffect(() => {
    // Who just came in is welcomed.
    if (path === '/sign-in') route(doneOf(query) ? '/welcome?new=1' : '/', true)
  }, [path, query, route])
  return (
    <MeContext.Provider value={me}>
      <UploadDeskContext.Provider value={desk}>
        <Frame me={me}>
          <Router>
            {pages.map(({ path, component }) => (
              <Route key={path} path={path} component={component} />
            ))}
            <Route default component={NotHere} />
          </Router>
        </Frame>
        <SignInDialogLater email={me.email} />
      </UploadDeskContext.Provider>
    </MeContext.Provider>
  )
}
