/** Teachers who learn together; two people, one of whom coaches; teacher leaders among themselves. */
export const kinds = ['cohort', 'coaching', 'leaders'] as const
export type Kind = (typeof kinds)[number]

/** Those that an office knows of. Coaching is known to the two it is between, and to nobody else. */
export const administeredKinds = ['cohort', 'leaders'] as const satisfies readonly Kind[]
