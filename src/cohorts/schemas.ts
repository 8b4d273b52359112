import { type Static, Type } from 'typebox'
import { nullable, page } from '../platform/http/schemas.ts'
import { type CohortId, IdSchema, type PersonId } from '../platform/ids.ts'
import { parts } from './parts.ts'

export const CohortMember = Type.Object({
  id: IdSchema<PersonId>(),
  name: Type.String(),
  part: Type.Enum(parts),
})

export const Cohort = Type.Object({
  id: IdSchema<CohortId>(),
  name: Type.String(),
  focus: nullable(Type.String()),
  members: Type.Array(CohortMember),
})
export type Cohort = Static<typeof Cohort>
export const CohortPage = page(Cohort)
