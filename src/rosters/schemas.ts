import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, page } from '../platform/http/schemas.ts'
import { IdSchema, type RosterImportId } from '../platform/ids.ts'

export const RosterForm = Type.Object({
  file: Type.Unsafe<unknown>({
    type: 'string',
    format: 'binary',
    description: 'OneRoster 1.2 as .zip, or a .csv.',
  }),
  source: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'What the list comes from, always by the same name, such as “district 12”.',
  }),
})

export const RosterQuery = Type.Object({
  dryRun: Type.Optional(
    Type.Boolean({
      default: true,
      description: 'Unless false, nothing is changed, and what would be is told.',
    }),
  ),
})

export const RosterFault = Type.Object({
  file: Type.String(),
  row: Type.Integer({ description: 'As a spreadsheet counts: the names of the columns are row 1.' }),
  column: Type.String(),
  message: Type.String(),
})

export const RosterChange = Type.Object({
  what: Type.Enum([
    ...([
      'add',
      'change',
      'return',
      'depart',
      'stay',
      'join',
      'invite',
      'add cohort',
      'add place',
      'change place',
    ] as const),
  ]),
  name: Type.String({ description: 'Of the person, cohort or place.' }),
  field: Type.Optional(
    Type.String({ description: 'What of them changes; of who joins a cohort, their part.' }),
  ),
  from: nullable(Type.String()),
  to: nullable(Type.String()),
})
export type RosterChange = Static<typeof RosterChange>

const Count = Type.Integer({ minimum: 0 })

const counts = {
  toAdd: Count,
  toChange: Count,
  toDepart: Count,
  unchanged: Count,
  skipped: Type.Integer({ minimum: 0, description: 'Rows about students and others who are no staff.' }),
  cohorts: Type.Object({
    toAdd: Count,
    toJoin: Count,
    toInvite: Type.Integer({
      minimum: 0,
      description: 'Listed in a cohort that shares clips already: its facilitators invite them.',
    }),
  }),
  places: Type.Object({ toAdd: Count, toChange: Count }),
  evaluators: Type.Object({ toAdd: Count, toDrop: Count }),
}

/** What a list did, or would do. With errors nothing is done, and who would leave is not counted. */
export const RosterReport = Type.Object({
  dryRun: Type.Boolean(),
  ...counts,
  errors: Type.Array(RosterFault),
  firstChanges: Type.Array(RosterChange, { description: 'The first 200.' }),
})
export type RosterReport = Static<typeof RosterReport>

const RosterCounts = Type.Object(counts)
export type RosterCounts = Static<typeof RosterCounts>

export const RosterImport = Type.Object({
  id: IdSchema<RosterImportId>(),
  source: Type.String(),
  importedAt: Instant,
  by: PersonName,
  counts: RosterCounts,
})
export type RosterImport = Static<typeof RosterImport>
export const RosterImportPage = page(RosterImport)
