/** What a privacy officer does with a clip that they cannot see, as the audit names it. */
export const privacyActs = [
  'settle-pause',
  'withdraw-consent',
  'withdraw-clip',
  'revoke-grant',
  'place-hold',
  'lift-hold',
  'order-purge',
] as const
