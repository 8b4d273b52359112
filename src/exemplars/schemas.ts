import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable } from '../platform/http/schemas.ts'
import {
  type ClipId,
  type CohortId,
  type CollectionId,
  type ExemplarId,
  type ExemplarThanksId,
  IdSchema,
  type TeachingNoteId,
  type TermId,
} from '../platform/ids.ts'
import { audienceKinds, contentAreas, endings, gradeBands, reasons, states, termKinds } from './kinds.ts'

export const ExemplarParams = Type.Object({ exemplarId: IdSchema<ExemplarId>() })

/** Whom an exemplar is for; an organisation has no id here. */
export const Audience = Type.Object({
  kind: Type.Enum(audienceKinds),
  id: nullable(Type.String({ format: 'uuid' })),
  name: nullable(Type.String({ description: 'Of the cohort, site or district; the organisation’s own.' })),
})
export type Audience = Static<typeof Audience>

export const Term = Type.Object({
  id: IdSchema<TermId>(),
  kind: Type.Enum(termKinds),
  code: nullable(Type.String({ description: 'Of a standard.' })),
  name: Type.String(),
})
export type Term = Static<typeof Term>

const card = {
  title: Type.String(),
  contentArea: nullable(Type.Enum(contentAreas)),
  gradeBand: nullable(Type.Enum(gradeBands)),
}

/** An exemplar as it stands in the library, in a collection, or in a list of one's own. */
export const ShelfExemplar = Type.Object({
  id: IdSchema<ExemplarId>(),
  clipId: IdSchema<ClipId>(),
  ...card,
  reasons: Type.Array(Type.Enum(reasons)),
  goal: nullable(Type.String()),
  terms: Type.Array(Term),
  owner: nullable(PersonName),
  durationMs: nullable(Type.Integer({ minimum: 0 })),
  posterUrl: nullable(Type.String()),
  captionLanguages: Type.Array(Type.String()),
  state: Type.Enum(states),
  publishedAt: nullable(Instant),
})
export type ShelfExemplar = Static<typeof ShelfExemplar>

export const TeachingNote = Type.Object({
  id: IdSchema<TeachingNoteId>(),
  startMs: nullable(Type.Integer({ minimum: 0, description: 'On the clip; null where that was cut away.' })),
  endMs: nullable(Type.Integer()),
  body: Type.String(),
})
export type TeachingNote = Static<typeof TeachingNote>

/** The owner's yes. */
export const ExemplarConsent = Type.Object({
  audience: Audience,
  endsOn: Type.String({ format: 'date', description: 'The whole day is part of it, where the owner works.' }),
  until: Instant,
  showsName: Type.Boolean(),
  textVersion: Type.Integer({ minimum: 1 }),
  givenAt: Instant,
  renewBy: nullable(
    Type.String({ format: 'date', description: 'Set in its last thirty days: silence ends it on this day.' }),
  ),
})
export type ExemplarConsent = Static<typeof ExemplarConsent>

const Linked = nullable(Type.Object({ id: IdSchema<ExemplarId>(), title: Type.String() }))

export const Exemplar = Type.Object({
  ...ShelfExemplar.properties,
  words: Type.String({ description: 'Why it was nominated, in the words of who did.' }),
  cameBefore: nullable(Type.String()),
  questions: Type.Array(Type.String()),
  protocolKey: nullable(Type.String({ description: 'The built-in protocol that suits it.' })),
  notes: Type.Array(TeachingNote),
  firstTry: Linked,
  laterTry: Linked,
  collections: Type.Array(Type.Object({ id: IdSchema<CollectionId>(), title: Type.String() }), {
    description: 'Those the viewer can open.',
  }),
  asked: nullable(
    Type.Object(
      { by: PersonName, at: Instant, audience: Audience },
      { description: 'For the owner and who nominated it.' },
    ),
  ),
  consent: nullable(ExemplarConsent),
  agreed: nullable(
    Type.Object(
      { audience: ExemplarConsent.properties.audience, endsOn: ExemplarConsent.properties.endsOn },
      { description: 'Of the consent, what who publishes it needs to know; for them and its owner.' },
    ),
  ),
  can: Type.Object(
    {
      answer: Type.Boolean({ description: 'Agree, agree anew, or say no: the owner.' }),
      end: Type.Boolean(),
      takeBack: Type.Boolean({ description: 'The nomination, by who made it, while it waits.' }),
      publish: Type.Boolean(),
      unpublish: Type.Boolean(),
      edit: Type.Boolean({ description: 'The context card, the notes and the terms.' }),
      thank: Type.Boolean(),
      use: Type.Boolean({ description: 'In an assignment of a cohort that the viewer facilitates.' }),
    },
    { description: 'What the viewer may do with it now. `consent` is for the owner alone.' },
  ),
})
export type Exemplar = Static<typeof Exemplar>

/** What the owner is told about where their clip was, once it is no exemplar any more. */
export const Receipt = Type.Object({
  endedAt: Instant,
  because: Type.Enum(endings),
  audience: nullable(Audience),
  publishedFrom: nullable(Instant),
  collections: Type.Array(Type.String(), {
    description: 'Titles of the organisation’s collections it was in.',
  }),
  cohortCollections: Type.Integer({ minimum: 0, description: 'How many of cohorts.' }),
  assignments: Type.Integer({ minimum: 0, description: 'How many it was part of.' }),
  studies: Type.Integer({ minimum: 0, description: 'How many cohorts talked about it.' }),
  stopped: Type.Integer({ minimum: 0, description: 'Playbacks that could have gone on, and cannot.' }),
})
export type Receipt = Static<typeof Receipt>

/** What a cohort that learned from an exemplar says to its owner. */
export const Thanks = Type.Object({
  id: IdSchema<ExemplarThanksId>(),
  cohort: Type.String(),
  by: PersonName,
  body: Type.String(),
  sentAt: Instant,
})
export type Thanks = Static<typeof Thanks>

/** Everything about an owner's clip as an exemplar. */
export const Passport = Type.Object({
  exemplar: Exemplar,
  clipTitle: Type.String(),
  attestation: nullable(
    Type.Enum(['cohort', 'organisation', 'network'] as const, {
      description: 'How far those in the picture agreed to.',
    }),
  ),
  collections: Type.Array(Type.String()),
  cohortCollections: Type.Integer({ minimum: 0 }),
  assignments: Type.Integer({ minimum: 0 }),
  studies: Type.Integer({ minimum: 0 }),
  thanks: Type.Array(Thanks),
  history: Type.Array(
    Type.Object({
      at: Instant,
      what: Type.Enum(['nominate', 'consent to exemplar', 'publish', 'unpublish'] as const),
      who: nullable(PersonName),
      because: nullable(Type.String()),
    }),
    { description: 'From the clip’s ledger, the newest first.' },
  ),
  receipt: nullable(Receipt),
})
export type Passport = Static<typeof Passport>

export const CohortRef = Type.Object({ id: IdSchema<CohortId>(), name: Type.String() })
