import { appendLedger } from '../clips/append-ledger.ts'
import { findClip, sharedClips, type VisibleClip } from '../clips/find-clip.ts'
import { refuseUnwatchable } from '../clips/find-watchable.ts'
import { lockTerms } from '../clips/lock-terms.ts'
import { ownsClip } from '../clips/policy.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { brokeConstraint } from '../platform/db/constraint.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type ExemplarId, newId, type PersonId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import { requireNameable } from './find-audiences-to-name.ts'
import { holdExemplar } from './hold-exemplar.ts'
import type { Nominate } from './lifecycle-schemas.ts'
import type { Exemplar } from './schemas.ts'
import { settleHeld } from './settle-exemplar.ts'
import { showExemplar } from './show-exemplar.ts'
import { writeWords } from './write-words.ts'

/**
 * The owner of a clip, or somebody it is shared with, proposes it as an exemplar; its owner is asked. Refuses with 409
 * `already-nominated` while another nomination of it is open, and with `not-again` somebody whom its owner said no to. The
 * same `clientKey` again answers the nomination that stands.
 */
export async function nominateClip(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  asked: Nominate,
): Promise<Exemplar> {
  const before = await nominatedBefore(db, viewer, clipId, asked.clientKey)
  if (before) return showExemplar(db, viewer, before)
  await requireShared(db, viewer, await findClip(db, viewer, clipId))
  const id = await inTransaction(db, async (trx) => {
    await holdPeople(trx, [viewer.personId])
    await lockTerms(trx, clipId)
    const clip = await findClip(trx, viewer, clipId)
    await requireShared(trx, viewer, clip)
    // The same words twice at once: the other was first.
    const written = await nominatedBefore(trx, viewer, clipId, asked.clientKey)
    if (written) return written
    refuseUnready(clip)
    await refuseLeaver(trx, clip.ownerId)
    await refuseAgain(trx, viewer, clip)
    await refuseOpen(trx, clipId)
    return writeNomination(trx, viewer, clip, asked)
  }).catch((error) => {
    // The same key for two clips at once.
    if (brokeConstraint(error, 'exemplars_nominated_by_client_key_key')) return keyUsed()
    throw error
  })
  return showExemplar(db, viewer, id)
}

async function writeNomination(
  db: Db,
  viewer: Viewer,
  clip: VisibleClip,
  { reasons, words, audience, title, clientKey }: Nominate,
): Promise<ExemplarId> {
  const { organisationId, personId } = viewer
  const id = newId<ExemplarId>()
  const { kind, cohortId, siteId, districtId } = await requireNameable(db, viewer, audience)
  await db
    .insertInto('exemplars')
    .values({
      ...{ organisationId, id, clipId: clip.id, ownerId: clip.ownerId, nominatedBy: personId, clientKey },
      ...{ reasons, words: trimmed(words), title: title === undefined ? clip.title : trimmed(title) },
      ...{ askedKind: kind, askedCohortId: cohortId, askedSiteId: siteId, askedDistrictId: districtId },
    })
    .execute()
  await writeWords(db, id)
  if (!ownsClip(viewer, clip)) await announceNews(db, { personId: clip.ownerId })
  await appendLedger(db, {
    ...{ organisationId, clipId: clip.id, what: 'nominate', personId },
    detail: { exemplarId: id },
  })
  return id
}

async function nominatedBefore(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  clientKey: string,
): Promise<ExemplarId | undefined> {
  const before = await db
    .selectFrom('exemplars')
    .select(['id', 'clipId'])
    .where('nominatedBy', '=', viewer.personId)
    .where('clientKey', '=', clientKey)
    .executeTakeFirst()
  return before && before.clipId !== clipId ? keyUsed() : before?.id
}

const keyUsed = (): never =>
  conflict('client-key-used', 'This clientKey was used for something else already.')

/** Who sees it as an exemplar alone has it from its owner for that, and for nothing else. */
async function requireShared(db: Db, viewer: Viewer, { id }: VisibleClip): Promise<void> {
  const shared = await sharedClips(db, viewer)
    .select('clips.id')
    .where('clips.id', '=', id)
    .executeTakeFirst()
  authorize(
    shared !== undefined,
    'Only the person who uploaded the clip, and those they share it with, can propose it.',
  )
}

function refuseUnready(clip: VisibleClip): void {
  if (clip.withdrawnAt) conflict('withdrawn', 'You took this clip back. Bring it back first to propose it.')
  if (clip.isPaused) conflict('paused', 'This clip is paused while a question about it is looked into.')
  refuseUnwatchable(clip)
}

async function refuseLeaver(db: Db, ownerId: PersonId): Promise<void> {
  const owner = await db
    .selectFrom('people')
    .select('state')
    .where('id', '=', ownerId)
    .executeTakeFirstOrThrow()
  if (owner.state !== 'active') conflict('owner-left', 'Whose clip this is has left, so nobody can be asked.')
}

async function refuseAgain(db: Db, viewer: Viewer, clip: VisibleClip): Promise<void> {
  if (ownsClip(viewer, clip)) return
  const refused = await db
    .selectFrom('exemplars')
    .select('id')
    .where('clipId', '=', clip.id)
    .where('nominatedBy', '=', viewer.personId)
    .where('refusedAt', 'is not', null)
    .executeTakeFirst()
  if (refused) {
    conflict('not-again', 'You asked about this clip before. Now it is for its owner to propose it.')
  }
}

async function refuseOpen(db: Db, clipId: ClipId): Promise<void> {
  const open = await db
    .selectFrom('exemplars')
    .select('id')
    .where('clipId', '=', clipId)
    .where('refusedAt', 'is', null)
    .where('takenBackAt', 'is', null)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  // It may be over without anybody having come by to note it.
  if (open && !(await settleHeld(db, await holdExemplar(db, open.id)))) {
    conflict('already-nominated', 'This clip is proposed already, or an exemplar.')
  }
}
