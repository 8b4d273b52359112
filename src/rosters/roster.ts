import type { Part } from '../cohorts/parts.ts'
import type { Role } from '../identity/roles.ts'

/** A cell of what was sent; rows are counted as a spreadsheet counts them, the names of columns being row 1. */
export interface RosterError {
  readonly file: string
  readonly row: number
  readonly column: string
  /** Never quotes the cell: it might be a student's. */
  readonly message: string
}

export interface Spot {
  readonly file: string
  readonly row: number
}

/** Name, e-mail and places are undefined where a list does not say them. */
export interface ListedPerson {
  readonly externalId: string
  readonly name: string | undefined
  readonly email: string | undefined
  /** Schools and districts they belong to, as the source calls them, the foremost first. */
  readonly orgs: readonly { readonly org: string; readonly at: Spot }[] | undefined
  readonly roles: readonly Role[]
  readonly cohorts: readonly { readonly cohort: string; readonly part: Part }[]
  /** Schools they teach at, and schools whose teachers they rate for employment. */
  readonly teachesAt: readonly string[]
  readonly leads: readonly string[]
  readonly at: Spot
}

export interface ListedOrg {
  readonly externalId: string
  readonly kind: 'district' | 'school' | 'other'
  readonly name: string
  readonly parent: string | null
  readonly at: Spot
}

/** What a source says of its staff, whatever it was written in. */
export interface Roster {
  /** Where its people stand. */
  readonly file: string
  /** It names everybody there is: who is missing has left. */
  readonly isWhole: boolean
  readonly orgs: readonly ListedOrg[]
  readonly people: readonly ListedPerson[]
  /** Cohorts by what the source calls them, with the name they are shown under. */
  readonly cohorts: ReadonlyMap<string, string>
  /** Those it says have left. */
  readonly gone: ReadonlySet<string>
  /** Rows about students, guardians and others who are no staff: counted, and nothing else of them is kept. */
  readonly skipped: number
}

/** How much of a list is taken. A test of a zip bomb needs less of one. */
export const rosterLimits = {
  fileBytes: 200 * 2 ** 20,
  unpackedBytes: 2 ** 30,
  entries: 200,
  people: 200_000,
} as const
export type RosterLimits = { readonly [Name in keyof typeof rosterLimits]: number }

/** The first errors of a list; a list of the wrong kind has one in each of its rows. */
export class RosterErrors {
  readonly listed: RosterError[] = []

  add({ file, row }: Spot, column: string, message: string): void {
    if (this.listed.length < 200) this.listed.push({ file, row, column, message })
  }

  get any(): boolean {
    return this.listed.length > 0
  }
}
