import { type Static, Type } from 'typebox'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, type GrantId, IdSchema, type PauseId } from '../platform/ids.ts'
import { shownStates } from './states.ts'

export const concernKinds = ['student privacy', 'safety', 'tone', 'other'] as const
export const parties = ['guardian', 'student', 'principal', 'adult'] as const
const resolutions = ['kept', 'cut again', 'withdrawn'] as const
const Reason = Type.Enum(['concern', 'consent withdrawn'] as const)
const Kind = Type.Enum([...concernKinds, ...parties], {
  description: 'What the concern is about, or who no longer agrees.',
})

export const PauseParams = Type.Object({ clipId: IdSchema<ClipId>(), pauseId: IdSchema<PauseId>() })
export const PausesQuery = Type.Object({ ...PageQuery })
export const CreatedPause = Type.Object({ id: IdSchema<PauseId>() })

export const RaiseConcern = Type.Object(
  {
    kind: Type.Enum(concernKinds),
    words: Type.Optional(
      Type.String({ maxLength: 2000, description: 'Read by privacy officers, and by nobody else.' }),
    ),
  },
  { additionalProperties: false },
)
export type RaiseConcern = Static<typeof RaiseConcern>

export const WithdrawConsent = Type.Object(
  {
    party: Type.Enum(parties),
    actWithinDays: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: 90, default: 14 },
        description: 'After so many days without a decision the clip is destroyed.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type WithdrawConsent = Static<typeof WithdrawConsent>

/** A pause as somebody who sees the clip is told of it: never who raised a concern. */
export const Pause = Type.Object({
  id: IdSchema<PauseId>(),
  reason: Reason,
  kind: Kind,
  words: nullable(Type.String({ description: 'Only of what the viewer raised.' })),
  isMine: Type.Boolean({ description: 'Whether the viewer raised it.' }),
  raisedAt: Instant,
  actBy: nullable(Instant),
  resolvedAt: nullable(Instant),
  resolution: nullable(Type.Enum([...resolutions, 'purged'] as const)),
})
export type Pause = Static<typeof Pause>
export const PausePage = page(Pause)

export const SettleOwn = Type.Object(
  { resolution: Type.Enum(['cut again', 'withdrawn'] as const) },
  { additionalProperties: false },
)
export const Settle = Type.Object({ resolution: Type.Enum(resolutions) }, { additionalProperties: false })
export type Resolution = (typeof resolutions)[number]

export const OpenPausesQuery = Type.Object({ ...PageQuery, clipId: Type.Optional(IdSchema<ClipId>()) })

/** An open pause for a privacy officer: by id, without what the clip is or whose. */
export const OpenPause = Type.Object({
  id: IdSchema<PauseId>(),
  clipId: IdSchema<ClipId>(),
  reason: Reason,
  kind: Kind,
  words: nullable(Type.String()),
  isMine: Type.Boolean({ description: 'Whether the viewer noted it: then it may have been a mistake.' }),
  raisedAt: Instant,
  actBy: nullable(Instant),
})
export type OpenPause = Static<typeof OpenPause>
export const OpenPausePage = page(OpenPause)
export const OpenPauseParams = Type.Object({ pauseId: IdSchema<PauseId>() })

/** All that an office learns of a clip: that it is there, how large and how old, and by id with whom it is shared. */
export const BareClip = Type.Object({
  id: IdSchema<ClipId>(),
  bytes: Type.Integer({ description: 'Of the recording and all that was made of it.' }),
  createdAt: Instant,
  state: Type.Enum(shownStates),
})
export const BareClipPage = page(BareClip)
export const PrivacyClip = Type.Object({
  ...BareClip.properties,
  grants: Type.Array(Type.Object({ id: IdSchema<GrantId>(), cohortId: IdSchema<CohortId>() })),
})
export type PrivacyClip = Static<typeof PrivacyClip>
