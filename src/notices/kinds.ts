/** How often somebody is written to. Who chose nothing has the first. */
export const rhythms = ['daily', 'weekly', 'before meetings', 'never'] as const
export type Rhythm = (typeof rhythms)[number]

/** What there is to be told of. */
export const whats = [
  'meeting planned',
  'meeting moved',
  'meeting changed',
  'meeting cancelled',
  'meeting brought back',
  'assignment opened',
  'seal opened',
  'nudge',
  'mention',
  'reply',
  'thread',
  'takeaway',
  'coaching',
  'clip shared',
  'exemplar asked',
  'exemplar published',
  'exemplar thanks',
  'exemplar ending',
  'exemplar ended',
] as const
export type What = (typeof whats)[number]
