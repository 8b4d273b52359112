import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isMember } from '../cohorts/is-member.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { eventStreams } from '../platform/http/event-stream.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import type { Change } from '../platform/live/changes.ts'
import type { Platform } from '../platform/platform.ts'
import { findClip, type VisibleClip } from './find-clip.ts'
import { isWithinReach } from './find-reach.ts'
import { findLiveGrant } from './grant-clip.ts'
import { ownsClip } from './policy.ts'
import { ClipParams } from './schemas.ts'

/** A notice may get lost, so it looks by itself, too. */
const lookEveryMs = 20_000

interface Options {
  readonly platform: Platform
  /** What is asked of the folder of talk, which stands above this one. */
  readonly talk: {
    /** Whether the viewer reads the talk that changed, so may be told of it. */
    hears(viewer: Viewer, change: Change): Promise<boolean>
    /** How many seals keep talk about the clip from the viewer, and when the next one opens by itself. */
    seals(viewer: Viewer, clipId: ClipId): Promise<{ held: number; opensInMs: number | null }>
  }
}

/**
 * Whose turn it is in a cohort every member may know, and the owner where they share the clip with it: not that it is
 * asked of a cohort somewhere to study their exemplar.
 */
const hearsTurns = async (db: Db, viewer: Viewer, clip: VisibleClip, cohortId: CohortId | undefined) =>
  (await isMember(db, viewer, cohortId)) ||
  (cohortId !== undefined &&
    ownsClip(viewer, clip) &&
    (await findLiveGrant(db, clip.id, cohortId)) !== undefined)

/**
 * Server-sent events of one clip: `changed` says that the clip, its talk, or whose turn it is there is to be fetched again,
 * never what changed; where talk was sealed it comes also when the seal opens. `gone` says that the viewer can no longer
 * see the clip, and ends the stream. Nothing is replayed: whoever reconnects looks again.
 */
export const eventsRoute: FastifyPluginAsyncTypebox<Options> = async (app, { platform, talk }) => {
  const { db, changes } = platform
  const answer = eventStreams(app)

  app.get(
    '/clips/:clipId/events',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['clips'],
        summary: 'Notices that something changed (text/event-stream)',
        params: ClipParams,
      },
    },
    async (request, reply) => {
      const { viewer } = request
      const clip = await findClip(db, viewer, request.params.clipId)
      return answer(reply, 2_000, async (events) => {
        const isStillHere = async (): Promise<boolean> => {
          if (await isWithinReach(db, viewer, clip.id)) return true
          events.say('gone', {})
          events.end()
          return false
        }
        const cannotLook = (error: unknown) => {
          request.log.warn({ err: error }, 'a live event could not be checked')
          events.end()
        }
        let sealsHeld = 0
        let nextOpening: NodeJS.Timeout | undefined
        events.onEnd(() => clearTimeout(nextOpening))
        // Nobody does anything when a seal opens at its time, so that is waited for; not longer than it may be moved.
        const lookAtSeals = async (): Promise<void> => {
          const { held, opensInMs } = await talk.seals(viewer, clip.id)
          if (held < sealsHeld && (await isStillHere())) events.say('changed', { what: 'talk' })
          sealsHeld = held
          // Two looks may be under way, and each has waited.
          clearTimeout(nextOpening)
          if (opensInMs === null || opensInMs > lookEveryMs || !events.isOpen) return
          nextOpening = setTimeout(() => lookAtSeals().catch(cannotLook), opensInMs + 5)
        }
        const hear = async (change: Change | undefined): Promise<void> => {
          if (!change || change.what === 'clip') {
            if (!(await isStillHere())) return
            events.say('changed', { what: 'clip' })
            if (!change) events.say('changed', { what: 'talk' })
            return
          }
          const { what, cohortId } = change
          const isHeard =
            what === 'stages' ? hearsTurns(db, viewer, clip, cohortId) : talk.hears(viewer, change)
          if (!(await isHeard)) return
          events.say('changed', { what })
          // With whose turn it is a seal may have opened, or be open at another time.
          if (what === 'stages') await lookAtSeals()
        }
        events.onEnd(
          changes.follow({ clipId: clip.id, personId: viewer.personId }, (change) => {
            hear(change).catch(cannotLook)
          }),
        )
        const look = async () => ((await isStillHere()) ? lookAtSeals() : undefined)
        const looking = setInterval(() => look().catch(cannotLook), lookEveryMs)
        events.onEnd(() => clearInterval(looking))
        await lookAtSeals().catch(cannotLook)
      })
    },
  )
}
