import { type Static, Type } from 'typebox'
import { InWords, nullable, words } from '../platform/http/schemas.ts'
import { IdSchema, type ProtocolId } from '../platform/ids.ts'
import { anchors, gates, stageKinds, whoPosts } from './stages.ts'

const rules = {
  whoPosts: Type.Enum(whoPosts),
  gate: Type.Enum(gates),
  anchor: Type.Enum(anchors),
  kinds: Type.Array(Type.Enum(stageKinds), { maxItems: stageKinds.length, uniqueItems: true }),
  minPosts: Type.Integer({ minimum: 0, maximum: 10 }),
  roomMinutes: Type.Integer({ minimum: 0, maximum: 180, description: 'Where it is done at the meeting.' }),
  clipPosition: nullable(
    Type.Integer({ minimum: 0, maximum: 7, description: 'Of several clips the one it is about, from 0.' }),
  ),
  presenterAnswers: Type.Boolean({ description: 'The presenter may answer in others’ threads.' }),
}
const window = {
  opensPct: Type.Integer({ minimum: 0, maximum: 99, description: 'Of the time from opening to due.' }),
  closesPct: Type.Integer({ minimum: 1, maximum: 100 }),
}

/** A stage as an assignment holds it: its window has become two instants. */
export const StageBody = Type.Object({ key: Type.String(), name: InWords, prompt: InWords, ...rules })

export const ProtocolStage = Type.Object({ ...StageBody.properties, ...window })

export const ProtocolName = Type.Object({
  key: nullable(Type.String({ description: 'Of a built-in one.' })),
  id: nullable(IdSchema<ProtocolId>()),
  version: Type.Integer(),
  title: InWords,
})
export type ProtocolName = Static<typeof ProtocolName>

export const Protocol = Type.Object({
  ...ProtocolName.properties,
  about: nullable(InWords),
  stages: Type.Array(ProtocolStage),
})
export type Protocol = Static<typeof Protocol>
export const ProtocolItems = Type.Object({ items: Type.Array(Protocol) })

export const ProtocolRef = Type.Union([
  Type.Object({ key: Type.String({ maxLength: 60 }) }, { additionalProperties: false }),
  Type.Object({ id: IdSchema<ProtocolId>() }, { additionalProperties: false }),
])
export type ProtocolRef = Static<typeof ProtocolRef>

/** One text for both languages: a cohort writes in its own. */
export const WriteProtocol = Type.Object(
  {
    title: words(120),
    stages: Type.Array(
      Type.Object(
        { name: words(60), prompt: words(200), ...rules, ...window },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 12 },
    ),
  },
  { additionalProperties: false },
)
export type WriteProtocol = Static<typeof WriteProtocol>

export const ProtocolParams = Type.Object({ protocolId: IdSchema<ProtocolId>() })
