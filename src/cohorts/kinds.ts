/** Teachers who learn together; two people, one of whom coaches; teacher leaders among themselves. */
export const kinds = ['cohort', 'coaching', 'leaders'] as const
export type Kind = (typeof kinds)[number]
