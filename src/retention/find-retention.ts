import { findClip } from '../clips/find-clip.ts'
import { findHold } from '../clips/find-hold.ts'
import { ownsClip } from '../clips/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { addDays, longestKeeping } from './ending-dates.ts'
import { findEndings } from './find-endings.ts'
import { findOriginalEnd } from './find-original-end.ts'
import type { Retention } from './schemas.ts'

/** When a clip ends and why, for its owner. A hold its owner may not know of changes nothing in the answer. */
export async function findRetention(db: Db, viewer: Viewer, clipId: ClipId): Promise<Retention> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip sees how long it is kept.')
  const [ending] = await findEndings(db, { clipId })
  if (!ending) return notFound('clip')
  const { rule, endsOn, today, keptUntil, exemplarUntil, wasShared } = ending
  const consentEnd = await findConsentEnd(db, clipId)
  return {
    rule,
    endsOn,
    consentEndsAt: consentEnd?.toISOString() ?? null,
    onHold: (await findHold(db, clipId))?.tellsOwner === true,
    originalEndsOn: await findOriginalEnd(db, clipId),
    keptUntil: wasShared ? keptUntil : null,
    exemplarUntil,
    keepUntilChoices: wasShared ? { earliest: addDays(today, 1), latest: longestKeeping(today) } : null,
  }
}

async function findConsentEnd(db: Db, clipId: ClipId): Promise<Date | null> {
  const open = await db
    .selectFrom('clipPauses')
    .select((eb) => eb.fn.min('actBy').as('actBy'))
    .where('clipId', '=', clipId)
    .where('resolvedAt', 'is', null)
    .executeTakeFirst()
  return open?.actBy ?? null
}
