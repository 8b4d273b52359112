import { sql } from 'kysely'
import { findClip } from '../clips/find-clip.ts'
import { showOwners } from '../clips/show-owners.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'
import { Problem } from '../platform/problems.ts'
import { cutOf } from '../threads/cut-of.ts'
import { onClip } from '../threads/moments.ts'
import { exemplarsInReach, type FoundExemplar, findExemplar } from './find-exemplar.ts'
import { findLinkedCollections } from './find-linked-collections.ts'
import { mayDo } from './may-do.ts'
import type { Exemplar, ShelfExemplar, TeachingNote } from './schemas.ts'
import { askedOf, showAudience } from './show-audience.ts'
import { showConsent } from './show-consent.ts'
import { showShelf } from './show-shelf.ts'
import { isOpen } from './state-of.ts'

/** An exemplar whole, as far as it is the viewer's to see; 404 where it does not exist for them. */
export async function showExemplar(db: Db, viewer: Viewer, id: ExemplarId): Promise<Exemplar> {
  const exemplar = await findExemplar(db, viewer, id)
  const { isOwn, nominatedBy, words, cameBefore, questions, protocolKey, firstTryId } = exemplar
  const [[shelf], can] = await Promise.all([showShelf(db, viewer, [exemplar]), showCan(db, viewer, exemplar)])
  if (!shelf) throw new Error('an exemplar that was found is on no shelf')
  const [notes, collections, consent, asked, firstTry, laterTry] = await Promise.all([
    findNotes(db, viewer, exemplar, can.edit),
    findLinkedCollections(db, viewer, id),
    isOwn || can.publish || can.unpublish ? showConsent(db, exemplar) : null,
    isOwn || nominatedBy === viewer.personId ? showAsked(db, exemplar) : null,
    firstTryId ? findLinked(db, viewer, shelf, 'id', firstTryId) : null,
    findLinked(db, viewer, shelf, 'firstTryId', id),
  ])
  return {
    ...shelf,
    ...{
      words,
      cameBefore,
      questions,
      protocolKey,
      notes,
      collections,
      consent: isOwn ? consent : null,
      agreed: consent && { audience: consent.audience, endsOn: consent.endsOn },
      asked,
      can,
      firstTry,
      laterTry,
    },
  }
}

/** On the clip as it is cut now; what was cut away is kept beside it, and hidden from all but those who write notes. */
async function findNotes(
  db: Db,
  viewer: Viewer,
  exemplar: FoundExemplar,
  mayEdit: boolean,
): Promise<TeachingNote[]> {
  const clip = await findClip(db, viewer, exemplar.clipId).catch(noneAnyMore)
  if (!clip) return []
  const rows = await db
    .selectFrom('teachingNotes')
    .select(['id', 'startMs', 'endMs', 'body'])
    .where('exemplarId', '=', exemplar.id)
    .orderBy('startMs')
    .orderBy('id')
    .execute()
  const cut = cutOf(clip)
  const notes = rows.map(({ id, body, ...moment }) => {
    const { startMs, endMs } = onClip(cut, moment)
    return { id, body, startMs, endMs }
  })
  return mayEdit ? notes : notes.filter(({ startMs }) => startMs !== null)
}

const noneAnyMore = (error: unknown): undefined => {
  if (error instanceof Problem && error.status === 404) return undefined
  throw error
}

async function showAsked(db: Db, exemplar: FoundExemplar): Promise<Exemplar['asked']> {
  const { organisationId, nominatedBy, nominatedAt } = exemplar
  const by = await db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('id', '=', nominatedBy)
    .executeTakeFirstOrThrow()
  const audience = await showAudience(db, organisationId, askedOf(exemplar))
  return { by, at: nominatedAt.toISOString(), audience }
}

async function showCan(db: Db, viewer: Viewer, exemplar: FoundExemplar): Promise<Exemplar['can']> {
  const facilitated = await db
    .selectFrom('memberships')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .select('cohorts.id')
    .where('memberships.personId', '=', viewer.personId)
    .where('memberships.part', '=', 'facilitator')
    .where('memberships.leftAt', 'is', null)
    .where('cohorts.closedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return mayDo({
    ...{ viewerId: viewer.personId, nominatedBy: exemplar.nominatedBy, state: exemplar.state },
    ...{ isOwn: exemplar.isOwn, isInAudience: Boolean(exemplar.isInAudience), curates: exemplar.curates },
    isSharedWithThem: Boolean(exemplar.isSharedWithThem),
    facilitates: facilitated !== undefined,
  })
}

/**
 * The other half of a pair of tries, where the viewer sees that in the library, or owns it, too. Not where the owner is
 * named in one of them alone, as the pair would name them in both.
 */
async function findLinked(
  db: Db,
  viewer: Viewer,
  { owner }: ShelfExemplar,
  by: 'id' | 'firstTryId',
  id: ExemplarId,
): Promise<Exemplar['firstTry']> {
  const rows = await db
    .selectFrom('exemplars')
    .select(['exemplars.id', 'exemplars.title', 'exemplars.clipId'])
    .where(sql.ref(`exemplars.${by}`), '=', id)
    .where(isOpen)
    .where((eb) =>
      eb.or([
        eb('exemplars.ownerId', '=', viewer.personId),
        eb('exemplars.id', 'in', exemplarsInReach(db, viewer).select('exemplars.id')),
      ]),
    )
    .orderBy('exemplars.id')
    .execute()
  const owners = await showOwners(
    db,
    viewer,
    rows.map(({ clipId }) => clipId),
  )
  const linked = rows.find(({ clipId }) => (owners.get(clipId) ?? null)?.id === owner?.id)
  return linked ? { id: linked.id, title: linked.title } : null
}
