import { findHours } from '../calendars/find-calendar.ts'
import { addDays, localOf } from '../calendars/local-time.ts'
import { endOfDay } from '../exemplars/consent-days.ts'
import { contentAreas, gradeBands, reasons } from '../exemplars/kinds.ts'
import { writeCollection } from '../exemplars/write-collection.ts'
import { writeExemplar } from '../exemplars/write-exemplar.ts'
import { writeTerm } from '../exemplars/write-term.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type ExemplarId, newId, type OrganisationId, type PersonId } from '../platform/ids.ts'
import type { MadeOrganisation } from './make-organisation.ts'
import type { Random } from './random.ts'
import { showcaseCollection, showcaseExemplars, showcaseTerms } from './showcase-exemplars.ts'
import type { ShowcaseFirstName } from './showcase-people.ts'

/** For most of a year from today, where nobody said otherwise. */
async function lastDay(db: Db, organisationId: OrganisationId) {
  const { zone } = await findHours(db, { organisationId, siteId: null })
  const endsOn = addDays(localOf(zone, new Date()).day, 300)
  return { endsOn, until: endOfDay(zone, endsOn) }
}

type ShowcaseClips = ReadonlyMap<string, { readonly id: ClipId; readonly owner: Viewer }>

/** A small library, of the showcase's clips by their titles: three that are published, and one that waits for its owner. */
export async function makeShowcaseExemplars(
  db: Db,
  clips: ShowcaseClips,
  viewerOf: (name: ShowcaseFirstName) => Viewer,
): Promise<void> {
  const joy = viewerOf('Joy')
  const termIds = new Map(
    await Promise.all(
      Object.entries(showcaseTerms).map(async ([name, term]) => {
        const code = 'code' in term ? term.code : null
        return [name, await writeTerm(db, joy, term.kind, name, code)] as const
      }),
    ),
  )
  const ends = await lastDay(db, joy.organisationId)
  const published: ExemplarId[] = []
  for (const { curator, terms, title, ...card } of showcaseExemplars) {
    const clip = clips.get(title)
    if (!clip) throw new Error(`the showcase lacks the clip “${title}”`)
    const id = newId<ExemplarId>()
    await writeExemplar(db, {
      ...{ id, title, clipId: clip.id, owner: clip.owner, curator: viewerOf(curator), ...card, ...ends },
      termIds: terms.flatMap((name) => termIds.get(name) ?? []),
    })
    if (!card.isAsked) published.push(id)
  }
  await writeCollection(db, joy, { ...showcaseCollection, exemplarIds: published })
}

interface Making {
  readonly random: Random
  readonly exemplars: number
  readonly clips: readonly { readonly id: ClipId; readonly ownerId: PersonId; readonly title: string }[]
}

const practices = ['Wait time', 'Conferring', 'Number talk', 'Partner talk', 'Revoicing', 'Exit tickets']

/** Exemplars for everybody in a made-up organisation, of clips that are neither taken back nor paused. */
export async function makeExemplars(
  db: Db,
  { id: organisationId, leaders }: MadeOrganisation,
  { random, exemplars, clips }: Making,
): Promise<void> {
  const [leader] = leaders
  if (!leader || exemplars === 0) return
  const curator = { organisationId, personId: leader }
  const termIds = []
  for (const name of practices) termIds.push(await writeTerm(db, curator, 'practice', name))
  const ends = await lastDay(db, organisationId)
  const made: ExemplarId[] = []
  for (const { id: clipId, ownerId, title } of clips.slice(0, exemplars)) {
    const id = random.id<ExemplarId>(new Date())
    made.push(id)
    await writeExemplar(db, {
      ...{ id, clipId, title, owner: { organisationId, personId: ownerId }, curator, ...ends },
      reasons: [random.pick(reasons)],
      words: 'Look at how the students come to their answer.',
      contentArea: random.pick(contentAreas),
      gradeBand: random.pick(gradeBands),
      ...{ goal: null, cameBefore: null, questions: [], protocolKey: null },
      termIds: [random.pick(termIds)],
      showsName: random.chance(0.8),
    })
  }
  await writeCollection(db, curator, {
    title: 'To begin with',
    introduction: 'A few short lessons for a first meeting.',
    exemplarIds: made.slice(0, 5),
  })
}
