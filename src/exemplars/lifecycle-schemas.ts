import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { ClientKey, nullable, words } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, IdSchema } from '../platform/ids.ts'
import { audienceKinds, reasons } from './kinds.ts'
import { Audience, Exemplar, Receipt, ShelfExemplar } from './schemas.ts'

export const OfClip = Type.Object({ clipId: IdSchema<ClipId>() })

export const AudiencesQuery = Type.Object({
  /** Of a clip of one's own, the audience that somebody asked for is named, too. */
  clipId: Type.Optional(IdSchema<ClipId>()),
})
export const NameableAudience = Type.Object({
  ...Audience.properties,
  people: Type.Integer({ minimum: 0, description: 'How many belong to it now.' }),
})
export type NameableAudience = Static<typeof NameableAudience>
export const NameableAudiences = Type.Object({ items: Type.Array(NameableAudience) })

/** Whom it is to be for. The id is that of the cohort, site or district; an organisation's needs none. */
export const NamedAudience = Type.Object(
  { kind: Type.Enum(audienceKinds), id: Type.Optional(nullable(Type.String({ format: 'uuid' }))) },
  { additionalProperties: false },
)
export type NamedAudience = Static<typeof NamedAudience>

export const Nominate = Type.Object(
  {
    reasons: Type.Array(Type.Enum(reasons), { minItems: 1, maxItems: reasons.length, uniqueItems: true }),
    words: words(2_000, 'Why, for its owner and those who find it.'),
    audience: NamedAudience,
    title: Type.Optional(words(200)),
    clientKey: ClientKey,
  },
  { additionalProperties: false },
)
export type Nominate = Static<typeof Nominate>

export const ConsentText = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  text: Type.Object({ en: Type.String(), es: Type.String() }),
  hash: Type.String({ description: 'SHA-256, hexadecimal.' }),
})

export const GiveConsent = Type.Object(
  {
    textVersion: Type.Integer({ minimum: 1, description: 'Of the text that was read.' }),
    audience: NamedAudience,
    endsOn: Type.String({
      format: 'date',
      description:
        'From tomorrow to two years from today, where the owner works. The whole day is part of it.',
    }),
    showsName: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type GiveConsent = Static<typeof GiveConsent>

export const MaybeReceipt = nullable(Receipt)
export const MaybeExemplar = nullable(Exemplar)

export const OwnedExemplar = Type.Object({
  ...ShelfExemplar.properties,
  nominatedBy: PersonName,
  audience: nullable(Audience),
  endsOn: nullable(Type.String({ format: 'date', description: 'Of the consent that stands.' })),
  renewBy: nullable(Type.String({ format: 'date', description: 'Set in its last thirty days.' })),
  receipt: nullable(Receipt),
})
export type OwnedExemplar = Static<typeof OwnedExemplar>

export const MyExemplars = Type.Object({
  owned: Type.Array(OwnedExemplar),
  nominated: Type.Array(ShelfExemplar),
  toPublish: Type.Array(ShelfExemplar),
})
export type MyExemplars = Static<typeof MyExemplars>

export const SendThanks = Type.Object(
  {
    cohortId: IdSchema<CohortId>(),
    body: words(1_000),
  },
  { additionalProperties: false },
)
export type SendThanks = Static<typeof SendThanks>
