import { findAttestation } from '../clips/find-consent.ts'
import { findPlayable } from '../clips/find-watchable.ts'
import { openAudience } from '../clips/open-audience.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { actOnExemplar } from './act-on-exemplar.ts'
import { findLiveConsent } from './consent-to-exemplar.ts'
import type { FoundExemplar } from './find-exemplar.ts'
import { refuseScope } from './refuse-scope.ts'
import type { Exemplar } from './schemas.ts'
import { showExemplar } from './show-exemplar.ts'

/**
 * A curator who may watch the clip opens it to the audience its owner agreed to. Refuses with 409 unless all that must hold
 * does (INV-16): `not-agreed`, `withdrawn`, `paused`, `attestation-needed` or `consent-scope-too-small`. Twice is once.
 */
export async function publishExemplar(db: Db, viewer: Viewer, id: ExemplarId): Promise<Exemplar> {
  const allow = ({ curates }: FoundExemplar) =>
    authorize(curates, 'Exemplars are published by teacher leaders, program coaches and facilitators.')
  await actOnExemplar(db, viewer, id, allow, async (trx, exemplar) => {
    if (exemplar.state === 'published') return
    const consent = exemplar.state === 'agreed' ? await findLiveConsent(trx, id) : undefined
    if (!consent || !(await isStillHere(trx, exemplar))) {
      return conflict('not-agreed', 'Its owner did not agree to that, or no longer does.')
    }
    await refuseHidden(trx, viewer, exemplar)
    const attestation =
      (await findAttestation(trx, exemplar.clipId)) ??
      conflict('attestation-needed', 'Its owner has yet to say that those in the recording agree.')
    refuseScope(attestation, consent.kind)
    const { clipId, ownerId, nominatedBy } = exemplar
    const { id: consentId, kind, cohortId, siteId, districtId, showsName, until } = consent
    for (const personId of new Set([ownerId, nominatedBy])) await announceNews(trx, { personId })
    await openAudience(trx, viewer, {
      ...{ clipId, ownerId, exemplarId: id, consentId },
      ...{ kind, cohortId, siteId, districtId, showsName, until },
    })
  })
  return showExemplar(db, viewer, id)
}

const isStillHere = async (db: Db, { ownerId }: FoundExemplar): Promise<boolean> =>
  (await db
    .selectFrom('people')
    .select('id')
    .where('id', '=', ownerId)
    .where('state', '=', 'active')
    .executeTakeFirst()) !== undefined

/** Of a clip of one's own these are no secret; for others a clip that was taken back is not there. */
async function refuseHidden(db: Db, viewer: Viewer, { clipId }: FoundExemplar): Promise<void> {
  const clip = await findPlayable(db, viewer, clipId)
  if (clip.withdrawnAt) conflict('withdrawn', 'You took this clip back. Bring it back first to publish it.')
  if (clip.isPaused) conflict('paused', 'This clip is paused while a question about it is looked into.')
}
