/** Days without school; or with school, and without meetings. */
export const blockKinds = ['holiday', 'blackout'] as const
export type BlockKind = (typeof blockKinds)[number]
