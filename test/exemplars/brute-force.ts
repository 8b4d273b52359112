import { query } from '../support/empty-database.ts'
import type { MadeExemplar } from '../support/library.ts'

/** What somebody looks for, as the test says it; `words` beside the `q` that says the same. */
export interface Asked {
  readonly q?: string
  readonly words?: (has: (word: string) => boolean) => boolean
  readonly contentArea?: readonly string[]
  readonly gradeBand?: readonly string[]
  readonly practice?: readonly string[]
  readonly lookFor?: readonly string[]
  readonly standard?: readonly string[]
  readonly length?: readonly string[]
  readonly captions?: readonly string[]
}

export const facetNames = [
  ...(['contentArea', 'gradeBand', 'practice', 'lookFor', 'standard', 'length', 'captions'] as const),
] as const
export type FacetName = (typeof facetNames)[number]

export interface Answer {
  readonly ids: string[]
  readonly facets: Record<FacetName, Record<string, number>>
}

// biome-ignore lint/suspicious/noExplicitAny: rows as they lie in the tables.
type Row = any

/** Every row there is, read as the superuser. Nothing of the server's code is used to look through them. */
export async function readRows(databaseUrl: string) {
  const all = (table: string, columns = '*'): Promise<Row[]> =>
    query(databaseUrl, `select ${columns} from ${table}`)
  return {
    audiences: await all('clip_audiences'),
    consents: await all('exemplar_consents'),
    people: await all('people'),
    sites: await all('sites'),
    memberships: await all('memberships'),
    evaluators: await all('evaluators'),
    attestations: await all('consent_attestations'),
    withdrawals: await all('clip_withdrawals'),
    purges: await all('clip_purges'),
    pauses: await all('clip_pauses'),
    exemplars: await all('exemplars'),
    tags: await all('exemplar_tags'),
    terms: await all('terms'),
    captions: await all('captions', 'clip_id, language'),
    clips: await all('clips', 'id, duration_ms'),
  }
}
type Rows = Awaited<ReturnType<typeof readRows>>

/** What a person sees, and what of it they would find. */
export class BruteForce {
  readonly #rows: Rows
  readonly #texts: ReadonlyMap<string, ReadonlySet<string>>

  constructor(rows: Rows, made: readonly MadeExemplar[]) {
    this.#rows = rows
    this.#texts = new Map(made.map(({ id, text }) => [id, new Set(text.toLowerCase().split(/[^\p{L}\d]+/u))]))
  }

  sees(personId: string): Row[] {
    const rows = this.#rows
    const me = rows.people.find(({ id }) => id === personId)
    const districtOf = (siteId: string) => rows.sites.find(({ id }) => id === siteId)?.district_id
    return rows.audiences.filter((audience) => {
      const { clip_id, owner_id } = audience
      const belongs = {
        organisation: () => true,
        district: () => me.site_id !== null && districtOf(me.site_id) === audience.district_id,
        site: () => me.site_id === audience.site_id,
        cohort: () =>
          rows.memberships.some(
            ({ person_id, cohort_id, left_at }) =>
              person_id === personId && cohort_id === audience.cohort_id && left_at === null,
          ),
      }[audience.kind as 'organisation']
      const attestation = rows.attestations.find((row) => row.clip_id === clip_id && row.replaced_at === null)
      return (
        audience.organisation_id === me.organisation_id &&
        audience.closed_at === null &&
        audience.until > new Date() &&
        rows.consents.find(({ id }) => id === audience.consent_id).revoked_at === null &&
        rows.people.find(({ id }) => id === owner_id).state === 'active' &&
        attestation !== undefined &&
        (audience.kind === 'cohort' || attestation.scope !== 'cohort') &&
        !rows.withdrawals.some((row) => row.clip_id === clip_id) &&
        !rows.purges.some((row) => row.clip_id === clip_id) &&
        !rows.pauses.some((row) => row.clip_id === clip_id && row.resolved_at === null) &&
        (owner_id === personId ||
          (belongs() &&
            !rows.evaluators.some((row) => row.evaluator_id === personId && row.evaluatee_id === owner_id)))
      )
    })
  }

  /** What there is to find for them, described; see `find`. */
  shelfOf(personId: string) {
    const { exemplars, tags, terms, captions, clips } = this.#rows
    const termsOf = (id: string, kind: string): string[] =>
      tags
        .filter(({ exemplar_id }) => exemplar_id === id)
        .map(({ term_id }) => terms.find((term) => term.id === term_id))
        .filter((term) => term.kind === kind)
        .map((term) => term.id)
    return this.sees(personId).map(({ exemplar_id: id, clip_id, opened_at }) => {
      const { content_area, grade_band } = exemplars.find((row) => row.id === id)
      const { duration_ms: ms } = clips.find((row) => row.id === clip_id)
      const values: Record<FacetName, string[]> = {
        contentArea: [content_area].filter((value) => value !== null),
        gradeBand: [grade_band].filter((value) => value !== null),
        practice: termsOf(id, 'practice'),
        lookFor: termsOf(id, 'look-for'),
        standard: termsOf(id, 'standard'),
        length: [ms < 180_000 ? 'short' : ms < 480_000 ? 'medium' : ms < 900_000 ? 'long' : 'very long'],
        captions: captions.filter((row) => row.clip_id === clip_id).map(({ language }) => language),
      }
      return { id, openedAt: opened_at as Date, values, text: this.#texts.get(id) ?? new Set<string>() }
    })
  }
}

export type Shelf = ReturnType<BruteForce['shelfOf']>

/** Of what somebody sees, what they asked for, the newest first; a facet's counts leave its own choice out. */
export function find(shelf: Shelf, asked: Asked): Answer {
  const worded = shelf.filter(({ text }) => asked.words?.((word) => text.has(word)) ?? true)
  const fits = ({ values }: Shelf[number], facet: FacetName) => {
    const chosen = asked[facet]
    return !chosen || chosen.length === 0 || chosen.some((value) => values[facet].includes(value))
  }
  const found = worded.filter((each) => facetNames.every((facet) => fits(each, facet)))
  const facets = Object.fromEntries(
    facetNames.map((facet) => {
      const counts: Record<string, number> = {}
      for (const value of asked[facet] ?? []) counts[value] = 0
      for (const each of worded) {
        if (!facetNames.every((other) => other === facet || fits(each, other))) continue
        for (const value of each.values[facet]) counts[value] = (counts[value] ?? 0) + 1
      }
      return [facet, counts]
    }),
  ) as Answer['facets']
  const order = (a: Shelf[number], b: Shelf[number]) =>
    b.openedAt.getTime() - a.openedAt.getTime() || (a.id < b.id ? 1 : -1)
  return { ids: found.toSorted(order).map(({ id }) => id), facets }
}
