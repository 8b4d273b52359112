/** What a person does in one cohort. */
export const parts = ['participant', 'facilitator'] as const
export type Part = (typeof parts)[number]
