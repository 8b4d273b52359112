export interface Size {
  readonly organisations: number
  readonly districts: number
  readonly sites: number
  readonly administrators: number
  readonly coaches: number
  readonly siteLeaders: number
  readonly leaders: number
  readonly teachers: number
  readonly cohorts: number
  readonly clips: number
  readonly comments: number
  readonly meetings: number
  readonly assignments: number
  readonly exemplars: number
}

/** A district to click through, a member organisation, and the whole network of thirteen for a year. */
export const sizes = {
  district: {
    ...{ organisations: 1, districts: 1, sites: 6, administrators: 1, coaches: 1, siteLeaders: 2 },
    ...{
      leaders: 10,
      teachers: 116,
      cohorts: 8,
      clips: 160,
      comments: 4_000,
      meetings: 100,
      assignments: 92,
      exemplars: 12,
    },
  },
  member: {
    ...{ organisations: 1, districts: 4, sites: 30, administrators: 1, coaches: 3, siteLeaders: 5 },
    ...{
      leaders: 61,
      teachers: 915,
      cohorts: 49,
      clips: 1_570,
      comments: 35_000,
      meetings: 680,
      assignments: 631,
      exemplars: 40,
    },
  },
  network: {
    ...{ organisations: 13, districts: 52, sites: 400, administrators: 13, coaches: 40, siteLeaders: 60 },
    ...{
      leaders: 800,
      teachers: 12_000,
      cohorts: 640,
      clips: 20_420,
      comments: 457_000,
      meetings: 8_800,
      assignments: 8_160,
      exemplars: 260,
    },
  },
} as const satisfies Record<string, Size>

/** What of a total falls to the one at `at` of `of` equals. */
export const shareOf = (total: number, at: number, of: number): number =>
  Math.floor((total * (at + 1)) / of) - Math.floor((total * at) / of)
