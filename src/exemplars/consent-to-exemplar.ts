import { sql } from 'kysely'
import { closeAudience } from '../clips/close-audience.ts'
import { findAttestation, requireConsent } from '../clips/find-consent.ts'
import { openAudience } from '../clips/open-audience.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, ExemplarId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { actOnExemplar } from './act-on-exemplar.ts'
import { findUntil } from './consent-days.ts'
import { consentText } from './consent-text.ts'
import { isSame, requireNameable } from './find-audiences-to-name.ts'
import type { FoundExemplar } from './find-exemplar.ts'
import type { GiveConsent } from './lifecycle-schemas.ts'
import { refuseScope } from './refuse-scope.ts'
import type { Exemplar } from './schemas.ts'
import { type AudienceRow, askedOf } from './show-audience.ts'
import { showExemplar } from './show-exemplar.ts'
import { type ConsentTerms, writeConsent } from './write-consent.ts'

/**
 * The owner agrees: to whom, until when, with or without their name. Also to change or renew what they agreed to; what is
 * published then goes on at once on the new terms. Refuses with 409 `text-changed` what was given to another text than the
 * one that applies, and while the word of those in the picture does not reach as far (INV-16) with `attestation-needed`,
 * `consent-needed` or `consent-scope-too-small`. The same again changes nothing.
 */
export async function consentToExemplar(
  db: Db,
  viewer: Viewer,
  id: ExemplarId,
  { textVersion, audience, endsOn, showsName }: GiveConsent,
): Promise<Exemplar> {
  const allow = ({ isOwn }: FoundExemplar) =>
    authorize(isOwn, 'Only the person whose clip it is can agree to that.')
  await actOnExemplar(db, viewer, id, allow, async (trx, exemplar) => {
    await refuseClosed(trx, exemplar)
    if (textVersion !== consentText.version) {
      conflict('text-changed', 'The text has changed. Please read it again, and answer anew.')
    }
    const row = await requireNameable(trx, viewer, audience, askedOf(exemplar))
    await requireWord(trx, viewer, exemplar.clipId, row.kind)
    const terms = { ...row, endsOn, showsName, until: await findUntil(trx, viewer, endsOn) }
    const standing = await findLiveConsent(trx, id)
    if (standing && saysTheSame(standing, terms)) return
    await takeEffect(trx, viewer, exemplar, terms)
  })
  return showExemplar(db, viewer, id)
}

/** The consent that was not revoked; whether its time ran out is not asked. */
export const findLiveConsent = (db: Db, id: ExemplarId) =>
  db
    .selectFrom('exemplarConsents')
    .selectAll()
    .where('exemplarId', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()

type Consent = NonNullable<Awaited<ReturnType<typeof findLiveConsent>>>

const saysTheSame = (standing: Consent, terms: ConsentTerms): boolean =>
  isSame(standing, terms) &&
  standing.endsOn === terms.endsOn &&
  standing.until.getTime() === terms.until.getTime() &&
  standing.showsName === terms.showsName &&
  standing.textVersion === consentText.version

async function refuseClosed(db: Db, { state, clipId }: FoundExemplar): Promise<void> {
  if (state !== 'asked' && state !== 'agreed' && state !== 'published') {
    conflict('exemplar-over', 'This is over. To go on, the clip is proposed anew.')
  }
  const withdrawn = await db
    .selectFrom('clipWithdrawals')
    .select('clipId')
    .where('clipId', '=', clipId)
    .executeTakeFirst()
  if (withdrawn) conflict('withdrawn', 'You took this clip back. Bring it back first to agree.')
}

/** Those in the picture agreed, as far as the owner's district asks and as the audience reaches. */
async function requireWord(db: Db, owner: Viewer, clipId: ClipId, kind: AudienceRow['kind']): Promise<void> {
  const attestation =
    (await findAttestation(db, clipId)) ??
    conflict(
      'attestation-needed',
      'An exemplar needs your word that those in the recording agree. Please answer what is asked first.',
    )
  await requireConsent(db, owner, clipId)
  refuseScope(attestation, kind)
}

/** What was agreed to before gives way, and what is published goes on at once on the new terms. */
async function takeEffect(
  db: Db,
  viewer: Viewer,
  exemplar: FoundExemplar,
  terms: ConsentTerms,
): Promise<void> {
  const { personId } = viewer
  const { id: exemplarId, clipId, ownerId, nominatedBy, state } = exemplar
  const { kind, cohortId, siteId, districtId, until, showsName } = terms
  await db
    .updateTable('exemplarConsents')
    .set({ revokedAt: sql<Date>`now()` })
    .where('exemplarId', '=', exemplarId)
    .where('revokedAt', 'is', null)
    .execute()
  const consentId = await writeConsent(db, viewer, exemplar, terms)
  const audience = { kind, cohortId, siteId, districtId, showsName, until }
  if (state === 'published' && (await closeAudience(db, clipId, 'renewed', personId))) {
    await openAudience(db, viewer, { clipId, ownerId, exemplarId, consentId, ...audience })
  }
  if (nominatedBy !== personId) await announceNews(db, { personId: nominatedBy })
  await announceNews(db, { personId })
}
