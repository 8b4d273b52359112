import { type Static, Type } from 'typebox'
import { Day, Instant, nullable, PageQuery, page, words } from '../platform/http/schemas.ts'
import { type ClipId, IdSchema } from '../platform/ids.ts'
import { endRules, retentionRules } from './ending-dates.ts'

const Days = Type.Integer({ minimum: 1, maximum: 3650 })
export const whys = ['owner', 'privacy officer', 'retention', 'consent withdrawn', 'account deleted'] as const

export const ClipParams = Type.Object({ clipId: IdSchema<ClipId>() })
export const ListQuery = Type.Object({ ...PageQuery })

export const HoldsQuery = Type.Object({ ...PageQuery, clipId: Type.Optional(IdSchema<ClipId>()) })

export const ConfirmPurge = Type.Object(
  { confirm: Type.Literal(true, { description: 'A purge is final.' }) },
  { additionalProperties: false },
)

export const Certificate = Type.Object(
  {
    clipId: IdSchema<ClipId>(),
    why: Type.Enum(whys),
    orderedAt: Instant,
    doneAt: Instant,
    objects: Type.Array(
      Type.Object({
        key: Type.String(),
        bytes: Type.Optional(Type.Integer({ description: 'Where it was still known.' })),
      }),
      {
        description:
          'Every object ever stored for the clip that was not removed before. The store was asked for each.',
      },
    ),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'Rows that were removed or blanked.' }),
    backupsAgeOutDays: Type.Integer({ description: 'How long the operator’s backups may still hold it.' }),
  },
  { description: 'Written once every object is gone. Its SHA-256 stands in the clip’s ledger.' },
)
export type Certificate = Static<typeof Certificate>

export const Purge = Type.Object({
  clipId: IdSchema<ClipId>(),
  why: Type.Enum(whys),
  state: Type.Enum(['ordered', 'done'] as const),
  orderedAt: Instant,
  doneAt: nullable(Instant),
  certificate: nullable(Certificate),
})
export type Purge = Static<typeof Purge>
export const PurgePage = page(Purge)

export const PlaceHold = Type.Object(
  {
    basis: words(2_000, 'What it is held for.'),
    tellsOwner: Type.Optional(
      Type.Boolean({ default: true, description: 'False where the basis forbids it.' }),
    ),
  },
  { additionalProperties: false },
)
export type PlaceHold = Static<typeof PlaceHold>

export const Hold = Type.Object({
  clipId: IdSchema<ClipId>(),
  basis: Type.String(),
  tellsOwner: Type.Boolean(),
  placedAt: Instant,
})
export type Hold = Static<typeof Hold>
export const HoldPage = page(Hold)

/** Days are those of the organisation's zone. */
export const Retention = Type.Object({
  rule: Type.Enum(endRules, { description: 'The rule that ends it first.' }),
  endsOn: Day,
  consentEndsAt: nullable(
    Type.String({
      format: 'date-time',
      description: 'Somebody no longer agrees: by then the owner must act.',
    }),
  ),
  onHold: Type.Boolean({ description: 'It does not end while this is so.' }),
  originalEndsOn: Type.Union([Day, Type.Null()], {
    description:
      'Until then, at least, the whole recording is kept to cut the clip from; null where it is gone.',
  }),
  keptUntil: nullable(Day),
  exemplarUntil: Type.Union([Day, Type.Null()], {
    description:
      'While it is published as an exemplar, the day from which it is none: it does not end before.',
  }),
  keepUntilChoices: nullable(Type.Object({ earliest: Day, latest: Day })),
})
export type Retention = Static<typeof Retention>

export const KeepClip = Type.Object({ untilOn: Day }, { additionalProperties: false })

export const RetentionRules = Type.Object({
  zone: Type.String(),
  schoolYearEnds: Type.String({ description: 'Month and day, as in `06-30`.' }),
  rules: Type.Array(Type.Object({ rule: Type.Enum(retentionRules), days: Days, usualDays: Days })),
})
export type RetentionRules = Static<typeof RetentionRules>

export const SetRules = Type.Object(
  {
    rules: Type.Array(
      Type.Object({ rule: Type.Enum(retentionRules), days: Days }, { additionalProperties: false }),
      { minItems: 1, maxItems: retentionRules.length },
    ),
  },
  { additionalProperties: false },
)
export type SetRules = Static<typeof SetRules>
