/** What a clip's ledger tells its owner of. Watching is `play`, once for each time it was granted, never for how long. */
export const ledgerEvents = [
  'play',
  'download',
  'export',
  'share',
  'change grant',
  'revoke',
  'acknowledge',
  'withdraw',
  'restore',
  'cut',
  'consent',
  'pause',
  'resume',
  'hold',
  'lift hold',
  'purge',
  'purged',
  'operator access',
  'captions',
  'nominate',
  'consent to exemplar',
  'publish',
  'unpublish',
] as const
export type LedgerEvent = (typeof ledgerEvents)[number]

/**
 * Why a chain does not hold. `removed`: rows before this one are missing. `reordered`: it follows another row than it did
 * when it was written. `changed`: it does not say what it said then, or was never written by Interlude. `head does not
 * match`: rows are missing at the end, or were added by somebody else.
 */
export const breaches = ['changed', 'removed', 'reordered', 'head does not match'] as const
export type Breach = (typeof breaches)[number]
