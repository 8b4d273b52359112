import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { visibleCohorts } from '../cohorts/find-cohorts.ts'
import { isStillSignedIn } from '../identity/is-still-signed-in.ts'
import { eventStreams } from '../platform/http/event-stream.ts'
import { fewAtOnce } from '../platform/live/few-at-once.ts'
import type { Platform } from '../platform/platform.ts'
import { countNew } from './count-new.ts'

/** What happens because its time has come is announced by nobody. */
const lookEveryMs = 60_000
/** A lively cohort is not looked at for every word. */
const pauseMs = 1_000
/** Many hear the same change at the same moment: they look one after the other, and not all of them first. */
const looksAtOnce = 3
const jitterMs = 250

/**
 * Server-sent events for one person: `changed` says that there are other notices than before, never which. It is said
 * only where that is so within their reach: that something was said at all may be what they are not to know yet.
 */
export const noticeEventsRoute: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db, changes } = platform
  const answer = eventStreams(app)
  const inTurn = fewAtOnce(looksAtOnce)

  app.get(
    '/notices/events',
    {
      config: { access: 'signed-in' },
      schema: { tags: ['notices'], summary: 'Says that there is something new (text/event-stream)' },
    },
    (request, reply) =>
      answer(reply, 5_000, async (events) => {
        const { viewer } = request
        let known: string | undefined
        let stop = () => {}
        events.onEnd(() => stop())
        const look = () =>
          inTurn(async () => {
            // Whoever left while others had their turn.
            if (!events.isOpen) return
            if (!(await isStillSignedIn(db, viewer))) return events.end()
            const cohorts = await visibleCohorts(db, viewer).select('id').execute()
            if (!events.isOpen) return
            stop()
            stop = changes.followNews(
              { cohortIds: cohorts.map(({ id }) => id), personId: viewer.personId },
              hear,
            )
            const found = JSON.stringify(await countNew(db, viewer))
            if (known !== undefined && found !== known) events.say('changed', {})
            known = found
          })
        let isLooking = true
        let isWanted = false
        const lookAgain = async (): Promise<void> => {
          isLooking = true
          while (isWanted && events.isOpen) {
            isWanted = false
            await sleep(Math.random() * jitterMs, undefined, { ref: false })
            await look()
            await sleep(pauseMs, undefined, { ref: false })
          }
          isLooking = false
        }
        const hear = () => {
          isWanted = true
          if (isLooking) return
          lookAgain().catch((error: unknown) => {
            request.log.warn({ err: error }, 'notices could not be looked at')
            events.end()
          })
        }
        const looking = setInterval(hear, lookEveryMs)
        events.onEnd(() => clearInterval(looking))
        await look()
        isLooking = false
        if (isWanted) hear()
      }),
  )
}
