import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import packageJson from '../package.json' with { type: 'json' }
import { findDueDays } from './assignments/find-due-days.ts'
import { moveWithMeeting } from './assignments/move-with-meeting.ts'
import { protocolRoutes } from './assignments/protocol-routes.ts'
import { assignmentRoutes } from './assignments/routes.ts'
import { calendarRoutes } from './calendars/routes.ts'
import { captionRoutes } from './captions/routes.ts'
import { consentRoutes } from './clips/consent-routes.ts'
import { cutRoutes } from './clips/cut-routes.ts'
import { downloadRoute } from './clips/download-route.ts'
import { eventsRoute } from './clips/events-route.ts'
import { formRoute } from './clips/form-route.ts'
import { ledgerRoutes } from './clips/ledger-routes.ts'
import { mediaRoutes } from './clips/media-routes.ts'
import { pauseRoutes } from './clips/pause-routes.ts'
import { privacyRoutes } from './clips/privacy-routes.ts'
import { resumableRoutes } from './clips/resumable-routes.ts'
import { clipRoutes } from './clips/routes.ts'
import { sharingRoutes } from './clips/sharing-routes.ts'
import { coachingRoutes } from './coaching/routes.ts'
import { coachingWrittenRoutes } from './coaching/written-routes.ts'
import { cohortAdministrationRoutes } from './cohorts/administration-routes.ts'
import { invitationRoutes } from './cohorts/invitation-routes.ts'
import { membershipRoutes } from './cohorts/membership-routes.ts'
import { ownInvitationRoutes } from './cohorts/own-invitation-routes.ts'
import { cohortRoutes } from './cohorts/routes.ts'
import { cycleRoutes } from './cycles/routes.ts'
import { cardRoutes } from './exemplars/card-routes.ts'
import { collectionRoutes } from './exemplars/collection-routes.ts'
import { libraryRoutes } from './exemplars/library-routes.ts'
import { exemplarLifecycleRoutes } from './exemplars/lifecycle-routes.ts'
import { termRoutes } from './exemplars/term-routes.ts'
import { administrationRoutes } from './identity/administration-routes.ts'
import { openAuth } from './identity/auth.ts'
import { linkRoutes } from './identity/link-routes.ts'
import { oidcIssuersRoutes } from './identity/oidc-issuers-routes.ts'
import { oidcRoutes } from './identity/oidc-routes.ts'
import { organisationRoutes } from './identity/organisation-routes.ts'
import { recogniseViewer } from './identity/recognise-viewer.ts'
import { identityRoutes } from './identity/routes.ts'
import { signInRoutes } from './identity/sign-in-routes.ts'
import { signInsRoutes } from './identity/sign-ins-routes.ts'
import { feedRoutes } from './meetings/feed-routes.ts'
import { meetingRoutes } from './meetings/routes.ts'
import { takeawayRoutes } from './meetings/takeaway-routes.ts'
import { accountRoutes } from './my-data/account-routes.ts'
import { ledgerFileRoute } from './my-data/ledger-file-route.ts'
import { exportRoutes } from './my-data/routes.ts'
import { noticeEventsRoute } from './notices/events-route.ts'
import { noticeRoutes } from './notices/routes.ts'
import { unsubscribeRoutes } from './notices/unsubscribe-routes.ts'
import { packRoutes } from './packs/routes.ts'
import { pageRoutes } from './pages/routes.ts'
import { requireAccessDeclaration } from './platform/http/access.ts'
import { problemJson } from './platform/http/error-handler.ts'
import { compressText, harden } from './platform/http/hardening.ts'
import { healthRoutes } from './platform/http/health.ts'
import { describeApi } from './platform/http/openapi.ts'
import { writtenWhenUsed } from './platform/http/serialization.ts'
import { useStrictValidation } from './platform/http/validation.ts'
import type { Platform } from './platform/platform.ts'
import { reportRoutes } from './reports/routes.ts'
import { retentionRoutes } from './retention/routes.ts'
import { rosterRoutes } from './rosters/routes.ts'
import { facilitationRoutes } from './threads/facilitation-routes.ts'
import { findReadable } from './threads/find-readable.ts'
import { findSeals } from './threads/find-seals.ts'
import { hearsTalk } from './threads/hears-talk.ts'
import { newsRoutes } from './threads/news-routes.ts'
import { noteRoutes } from './threads/note-routes.ts'
import { ownWordsRoutes } from './threads/own-words-routes.ts'
import { threadRoutes } from './threads/routes.ts'

interface Options {
  readonly authSecret: string
  /** Failed tries from one address, by browsers that nobody signed in with yet. A test may want fewer. */
  readonly signInsPerMinute?: number
  /** How long running requests may go on once the server closes. */
  readonly graceMs?: number
}

/** The whole HTTP side, not yet listening: guards first, then the features from the bottom up. */
export async function buildApp(
  platform: Platform,
  { authSecret, signInsPerMinute = 30, graceMs = 3_000 }: Options,
): Promise<FastifyInstance> {
  const { config, db, pool, log } = platform
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    bodyLimit: 2 ** 20,
    frameworkErrors: problemJson,
    schemaController: writtenWhenUsed,
    // A whole upload may take hours; what must not last is a connection on which nothing moves.
    requestTimeout: 0,
    connectionTimeout: 300_000,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  })
  const auth = openAuth({ pool, secret: authSecret, publicUrl: config.publicUrl, signInsPerMinute })

  // Connections that browsers open ahead, and uploads that take an hour, would keep it open.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), graceMs).unref()
  })
  app.setErrorHandler(problemJson)
  useStrictValidation(app)
  requireAccessDeclaration(app)
  await harden(app, { https: config.publicUrl.startsWith('https:') })
  recogniseViewer(app, db, auth)
  await compressText(app)
  await describeApi(app, packageJson.version)

  await app.register(healthRoutes, { platform })
  await app.register(signInRoutes, { prefix: '/api/auth', platform, auth, authSecret, signInsPerMinute })
  await app.register(linkRoutes, { prefix: '/api/auth', platform, auth, authSecret })
  await app.register(oidcRoutes, { prefix: '/api/auth', platform, auth, authSecret })
  await app.register(oidcIssuersRoutes, { prefix: '/api/v1', platform, authSecret })
  for (const routes of [
    identityRoutes,
    administrationRoutes,
    organisationRoutes,
    signInsRoutes,
    calendarRoutes,
    cohortRoutes,
    membershipRoutes,
    invitationRoutes,
    ownInvitationRoutes,
    cohortAdministrationRoutes,
    clipRoutes,
    downloadRoute,
    ledgerRoutes,
    cutRoutes,
    sharingRoutes,
    pauseRoutes,
    consentRoutes,
    privacyRoutes,
    formRoute,
    resumableRoutes,
    captionRoutes,
    retentionRoutes,
    assignmentRoutes,
    protocolRoutes,
    cycleRoutes,
    coachingRoutes,
    coachingWrittenRoutes,
    threadRoutes,
    rosterRoutes,
    exportRoutes,
    accountRoutes,
    ledgerFileRoute,
    reportRoutes,
    noteRoutes,
    facilitationRoutes,
    newsRoutes,
    cardRoutes,
    termRoutes,
    collectionRoutes,
    ownWordsRoutes,
    exemplarLifecycleRoutes,
    libraryRoutes,
    packRoutes,
    noticeRoutes,
    noticeEventsRoute,
  ]) {
    await app.register(routes, { prefix: '/api/v1', platform })
  }
  await app.register(meetingRoutes, { prefix: '/api/v1', platform, onMoved: moveWithMeeting })
  await app.register(feedRoutes, { prefix: '/api/v1', platform, findDays: findDueDays })
  await app.register(eventsRoute, {
    prefix: '/api/v1',
    platform,
    talk: {
      hears: (viewer, change) => hearsTalk(db, viewer, change),
      seals: (viewer, clipId) => findSeals(db, viewer, clipId),
    },
  })
  await app.register(takeawayRoutes, { prefix: '/api/v1', platform, findReadable })
  await app.register(unsubscribeRoutes, { prefix: '/api/v1', platform, authSecret })
  await app.register(mediaRoutes, { prefix: '/media', platform })
  await app.register(pageRoutes, { platform })
  return app
}
