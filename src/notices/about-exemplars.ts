import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarConsentId, ExemplarId, ExemplarThanksId } from '../platform/ids.ts'
import { excerptOf } from '../threads/excerpt.ts'
import type { Notice } from './schemas.ts'

type About = Pick<Notice, 'link' | 'clip'> & Partial<Pick<Notice, 'dueAt' | 'words'>>

/** Exemplars that notices are about, each by what names it there: its own id, that of a consent or of a thanks. */
export async function aboutExemplars(
  db: Db,
  viewer: Viewer,
  ids: {
    readonly exemplars: readonly string[]
    readonly consents: readonly string[]
    readonly thanks: readonly string[]
  },
  letters: number,
): Promise<[string, About][]> {
  const consents = await findConsents(db, ids.consents)
  const thanks = await findThanks(db, ids.thanks)
  const wanted = [...consents, ...thanks].map(({ exemplarId }) => exemplarId)
  const exemplars = await findExemplars(db, viewer, [...(ids.exemplars as readonly ExemplarId[]), ...wanted])
  const aboutOf = (id: string, exemplarId: ExemplarId, more: Partial<About> = {}): [string, About][] => {
    const about = exemplars.get(exemplarId)
    return about ? [[id, { ...about, ...more }]] : []
  }
  return [
    ...ids.exemplars.flatMap((id) => aboutOf(id, id as ExemplarId)),
    // The last moment of its last day, and not the midnight after it, which is another day's.
    ...consents.flatMap(({ id, exemplarId, until }) =>
      aboutOf(id, exemplarId, { dueAt: new Date(until.getTime() - 1).toISOString() }),
    ),
    ...thanks.flatMap(({ id, exemplarId, body }) =>
      aboutOf(id, exemplarId, { words: excerptOf(body, letters) }),
    ),
  ]
}

/** To owners everything is told on the passport. */
async function findExemplars(
  db: Db,
  viewer: Viewer,
  ids: readonly ExemplarId[],
): Promise<Map<ExemplarId, About>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('exemplars')
    .select(['id', 'clipId', 'title', 'ownerId'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, clipId, title, ownerId }) => [
      id,
      {
        link: ownerId === viewer.personId ? `/exemplars/${id}/passport` : `/exemplars/${id}`,
        clip: { id: clipId, title },
      },
    ]),
  )
}

const findConsents = async (db: Db, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('exemplarConsents')
        .select(['id', 'exemplarId', 'until'])
        .where('id', 'in', ids as readonly ExemplarConsentId[])
        .execute()

const findThanks = async (db: Db, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('exemplarThanks')
        .select(['id', 'exemplarId', 'body'])
        .where('id', 'in', ids as readonly ExemplarThanksId[])
        .execute()
