import { type Static, Type } from 'typebox'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { IdSchema } from '../platform/ids.ts'
import { privacyActs } from './privacy-acts.ts'
import { PersonName } from './schemas.ts'

/** Something done in the privacy office, as it stands in the audit. */
export const PrivacyAct = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  what: Type.Enum(privacyActs),
  by: nullable(PersonName),
  clipId: nullable(IdSchema()),
  resolution: nullable(Type.String({ description: 'Of a pause that was settled.' })),
})
export type PrivacyAct = Static<typeof PrivacyAct>
export const PrivacyActPage = page(PrivacyAct)

export const PrivacyActQuery = Type.Object({
  ...PageQuery,
  clipId: Type.Optional(IdSchema()),
  by: Type.Optional(Type.Literal('me')),
})
export type PrivacyActQuery = Static<typeof PrivacyActQuery>
