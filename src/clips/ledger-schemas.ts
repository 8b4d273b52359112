import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, IdSchema } from '../platform/ids.ts'
import { breaches, ledgerEvents } from './ledger-events.ts'

const row = {
  seq: Type.Integer({ minimum: 1, description: 'Counts the rows of this clip, from 1 and without a gap.' }),
  at: Instant,
  what: Type.Enum(ledgerEvents),
  by: Type.Enum(['person', 'former member', 'system'], {
    description: 'A former member was erased since: who it was is known nowhere any more.',
  }),
  who: nullable(PersonName),
  cohort: nullable(Type.Object({ id: IdSchema<CohortId>(), name: Type.String() })),
  detail: nullable(
    Type.Unsafe<Record<string, string | number | boolean | null>>({
      type: 'object',
      additionalProperties: true,
      description: 'Ids, counts and dates; never how much of a clip was watched.',
    }),
  ),
}

export const LedgerRow = Type.Object(row)
export type LedgerRow = Static<typeof LedgerRow>
export const LedgerPage = page(LedgerRow)

/** A row of one's whole ledger says of which clip it is. */
export const OwnLedgerRow = Type.Object({
  clip: Type.Object({ id: IdSchema<ClipId>(), title: Type.String() }),
  ...row,
})
export type OwnLedgerRow = Static<typeof OwnLedgerRow>
export const OwnLedgerPage = page(OwnLedgerRow)

export const LedgerQuery = Type.Object({ ...PageQuery })

/** Whether the rows of a clip's ledger still say what they said when they were written. */
export const VerifiedLedger = Type.Object({
  rows: Type.Integer({ description: 'How many were read and hold.' }),
  head: Type.String({
    description: 'Where the chain ends: kept elsewhere, it proves later that nothing was touched.',
  }),
  broken: nullable(Type.Object({ seq: Type.Integer(), why: Type.Enum(breaches) })),
})
export type VerifiedLedger = Static<typeof VerifiedLedger>
