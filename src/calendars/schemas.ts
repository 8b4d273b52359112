import { type Static, Type } from 'typebox'
import { nullable, PageQuery, PlannedDay, page, words } from '../platform/http/schemas.ts'
import { type CalendarBlockId, type DistrictId, IdSchema, type SiteId } from '../platform/ids.ts'
import { blockKinds } from './kinds.ts'

const body = { additionalProperties: false } as const
const Clock = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'A time of day where people are, as in 19:00.',
})

const about = {
  kind: Type.Enum(blockKinds, { description: 'No school; or school, and no meetings.' }),
  name: words(200),
  startsOn: PlannedDay,
  endsOn: Type.Unsafe<string>({ ...PlannedDay, description: 'The last day, which is part of it.' }),
}

export const CalendarBlock = Type.Object({
  id: IdSchema<CalendarBlockId>(),
  ...about,
  districtId: nullable(IdSchema<DistrictId>()),
  siteId: nullable(IdSchema<SiteId>()),
})
export type CalendarBlock = Static<typeof CalendarBlock>
export const CalendarBlockPage = page(CalendarBlock)
export const CalendarBlocksQuery = Type.Object({
  ...PageQuery,
  from: Type.Optional(Type.Unsafe<string>({ ...PlannedDay, description: 'Leaves out what is over before.' })),
})
export type CalendarBlocksQuery = Static<typeof CalendarBlocksQuery>
export const BlockParams = Type.Object({ blockId: IdSchema<CalendarBlockId>() })

export const AddBlock = Type.Object(
  {
    ...about,
    districtId: Type.Optional(nullable(IdSchema<DistrictId>())),
    siteId: Type.Optional(nullable(IdSchema<SiteId>())),
  },
  { ...body, description: 'Of the whole organisation where neither a district nor a site is named.' },
)
export type AddBlock = Static<typeof AddBlock>

export const WorkAgreement = Type.Object(
  {
    districtId: Type.Union([IdSchema<DistrictId>(), Type.Null()], {
      description: 'Null for those whose district has none of its own.',
    }),
    quietFrom: nullable(Clock),
    quietUntil: nullable(Clock),
    latestDue: nullable(Clock),
    weeklyMinutes: nullable(Type.Integer({ minimum: 1, maximum: 2_400 })),
  },
  body,
)
export type WorkAgreement = Static<typeof WorkAgreement>
export const WorkAgreements = Type.Object({ items: Type.Array(WorkAgreement) })
