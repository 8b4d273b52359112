import { sql } from 'kysely'
import { captionLanguages } from '../../src/captions/languages.ts'
import type { ReadyClip } from '../../src/clips/write-ready-clips.ts'
import { type AudienceKind, contentAreas, gradeBands, reasons, termKinds } from '../../src/exemplars/kinds.ts'
import { inPieces } from '../../src/platform/db/in-pieces.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import type {
  AttestationId,
  AudienceId,
  ClipId,
  CohortId,
  DistrictId,
  ExemplarConsentId,
  ExemplarId,
  OrganisationId,
  PersonId,
  SiteId,
  TermId,
} from '../../src/platform/ids.ts'
import type { Random } from '../../src/seed/random.ts'

export interface MadeAudience {
  readonly kind: AudienceKind
  readonly cohortId: CohortId | null
  readonly siteId: SiteId | null
  readonly districtId: DistrictId | null
}

interface Making {
  readonly random: Random
  readonly clips: readonly ReadyClip[]
  readonly by: PersonId
  /** To whom the nth is published. */
  readonly audience: (n: number) => MadeAudience
  /** Of each kind, how many there are to choose from. */
  readonly terms?: readonly [practices: number, lookFors: number, standards: number]
}

export interface MadeExemplar {
  readonly id: ExemplarId
  readonly clipId: ClipId
  readonly ownerId: PersonId
  readonly openedAt: Date
  /** All the words that it is found by. */
  readonly text: string
}

/** What the words of made-up exemplars are taken from: some stand in most of them, some in few. */
export const libraryWords = [
  ...[
    'students',
    'explain',
    'wait',
    'time',
    'question',
    'partner',
    'evidence',
    'drawing',
    'fractions',
    'river',
  ],
  ...[
    'estudiantes',
    'preguntas',
    'escuchar',
    'maestra',
    'explican',
    'dibujo',
    'lectura',
    'parejas',
    'tiempo',
  ],
  ...['launch', 'task', 'gallery', 'debate', 'ratio', 'slope', 'poem', 'history', 'cell', 'planet', 'rhythm'],
  ...[
    'whiteboard',
    'protocol',
    'table',
    'argue',
    'revise',
    'notice',
    'wonder',
    'justify',
    'summarise',
    'quiet',
  ],
] as const

/** Commoner at its beginning. */
const pickWord = (random: Random): string =>
  libraryWords[Math.floor((random.whole(1000) / 1000) ** 2 * libraryWords.length)] ?? libraryWords[0]

const sentence = (random: Random, words: number): string =>
  Array.from({ length: words }, () => pickWord(random)).join(' ')

/**
 * Publishes these clips as exemplars, each described, tagged, captioned and to be found by its words, in the caller's
 * transaction. It writes rows, as nobody nominates two thousand.
 */
export async function makeLibrary(
  db: Db,
  organisationId: OrganisationId,
  { random, clips, by, audience, terms: counts = [8, 16, 60] }: Making,
): Promise<MadeExemplar[]> {
  const since = new Date('2026-01-05T14:00:00Z')
  const until = new Date(Date.now() + 300 * 86_400_000)
  const terms = termKinds.map((kind, n) =>
    Array.from({ length: counts[n] ?? 0 }, (_, at) => ({
      ...{ organisationId, id: random.id<TermId>(since), kind, createdBy: by, retiredAt: null },
      ...{
        code: kind === 'standard' ? `S.${at + 1}` : null,
        name: `${kind} ${at + 1} ${sentence(random, 2)}`,
      },
    })),
  )
  if (terms.flat().length > 0) await db.insertInto('terms').values(terms.flat()).execute()

  const made = clips.map((clip, n) => {
    // Some at the same instant: order must not hang on that.
    const openedAt = new Date(since.getTime() + Math.floor(n / 2) * 60_000)
    const id = random.id<ExemplarId>(openedAt)
    const consentId = random.id<ExemplarConsentId>(openedAt)
    const goal = sentence(random, 8)
    const words = sentence(random, 30)
    const title = `${clip.title} ${pickWord(random)}`
    const given = terms.flatMap((all) =>
      Array.from({ length: all.length > 0 ? random.whole(3) : 0 }, () => random.pick(all)),
    )
    const tags = [...new Map(given.map((term) => [term.id, term])).values()]
    const languages = captionLanguages.filter((_, at) =>
      random.chance(at === 0 ? 0.7 : at === 1 ? 0.4 : 0.02),
    )
    return {
      exemplar: {
        ...{
          organisationId,
          id,
          clipId: clip.id,
          ownerId: clip.ownerId,
          nominatedBy: by,
          nominatedAt: openedAt,
        },
        ...{ clientKey: id, reasons: [random.pick(reasons)], words, title, goal },
        ...{ askedKind: 'organisation' as const, questions: [sentence(random, 10)] },
        contentArea: random.chance(0.9) ? random.pick(contentAreas) : null,
        gradeBand: random.chance(0.9) ? random.pick(gradeBands) : null,
      },
      consent: {
        ...{ organisationId, id: consentId, exemplarId: id, ...audience(n), showsName: n % 3 > 0 },
        ...{ endsOn: until.toISOString().slice(0, 10), until, textVersion: 1, textHash: Buffer.alloc(32, 1) },
      },
      tags: tags.map(({ id: termId }) => ({ organisationId, exemplarId: id, termId })),
      text: [title, goal, words, ...tags.map(({ name, code }) => `${code ?? ''} ${name}`)].join(' '),
      captions: languages.map((language) => ({
        ...{ organisationId, clipId: clip.id, language, source: 'uploaded' as const, madeBy: clip.ownerId },
        vtt: `WEBVTT\n\n${sentence(random, 20)}`,
      })),
      openedAt,
    }
  })
  for (const piece of inPieces(made)) {
    await db
      .insertInto('exemplars')
      .values(piece.map(({ exemplar }) => exemplar))
      .execute()
    await db
      .insertInto('exemplarConsents')
      .values(piece.map(({ consent }) => consent))
      .execute()
    await db
      .insertInto('consentAttestations')
      .values(
        piece.map(({ exemplar, openedAt }) => ({
          ...{ organisationId, id: random.id<AttestationId>(openedAt), clipId: exemplar.clipId },
          ...{ policyId: null, attestedBy: exemplar.ownerId, scope: 'organisation' as const },
          ...{ guardiansOk: true, principalOk: true, adultsOk: true, unconsented: 'none present' as const },
        })),
      )
      .execute()
    await db
      .insertInto('clipAudiences')
      .values(
        piece.map(({ exemplar, consent, openedAt }) => ({
          ...{ organisationId, id: random.id<AudienceId>(openedAt), clipId: exemplar.clipId },
          ...{ ownerId: exemplar.ownerId, exemplarId: exemplar.id, consentId: consent.id },
          ...{ kind: consent.kind, cohortId: consent.cohortId, siteId: consent.siteId },
          ...{ districtId: consent.districtId, showsName: consent.showsName, until, openedBy: by, openedAt },
        })),
      )
      .execute()
    const tags = piece.flatMap((each) => each.tags)
    if (tags.length > 0) await db.insertInto('exemplarTags').values(tags).execute()
    const captions = piece.flatMap((each) => each.captions)
    if (captions.length > 0) await db.insertInto('captions').values(captions).execute()
    await sql`
      insert into exemplar_words (organisation_id, exemplar_id, document)
      select ${organisationId}, id, to_tsvector('english', text) || to_tsvector('spanish', text)
      from unnest(${piece.map(({ exemplar }) => exemplar.id)}::uuid[], ${piece.map(({ text }) => text)}::text[])
        as given (id, text)`.execute(db)
  }
  return made.map(({ exemplar, openedAt, text }) => ({
    ...{ id: exemplar.id, clipId: exemplar.clipId, ownerId: exemplar.ownerId, openedAt, text },
  }))
}
