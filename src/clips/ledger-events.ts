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
] as const
export type LedgerEvent = (typeof ledgerEvents)[number]
