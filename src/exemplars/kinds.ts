/** From the nearest to the widest; nothing goes beyond the organisation. */
export const audienceKinds = ['cohort', 'site', 'district', 'organisation'] as const
export type AudienceKind = (typeof audienceKinds)[number]

/** What a clip shows well. */
export const reasons = ['student thinking', 'depth', 'clarity'] as const

export const contentAreas = [
  'language arts',
  'mathematics',
  'science',
  'social studies',
  'languages',
  'arts',
  'physical education',
  'technology',
  'other',
] as const
export const gradeBands = ['before school', 'K-2', '3-5', '6-8', '9-12', 'adults'] as const

export const termKinds = ['practice', 'look-for', 'standard'] as const

/** Of a clip's length: under three minutes, three to eight, eight to fifteen, and above. */
export const lengths = ['short', 'medium', 'long', 'very long'] as const

/** Where each length ends, in milliseconds; the last has no end. */
export const lengthEndsMs = { short: 180_000, medium: 480_000, long: 900_000 } as const

/**
 * `asked`: the owner has not answered. `agreed`: they consented, and it is not published. `published`: its audience sees
 * it now, or would if no concern were open. The others are over.
 */
export const states = ['asked', 'agreed', 'published', 'refused', 'taken back', 'ended'] as const
export type ExemplarState = (typeof states)[number]

/** Why one ended for good. */
export const endings = [
  'owner',
  'withdrawn',
  'consent withdrawn',
  'consent narrowed',
  'purged',
  'owner left',
  'expired',
] as const
