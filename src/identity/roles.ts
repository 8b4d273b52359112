/** What a person does in the organisation. A role never lets anyone watch. */
export const roles = [
  'teacher',
  'teacher leader',
  'program coach',
  'administrator',
  'roster manager',
  'privacy officer',
  'site leader',
  'district partner',
] as const

export type Role = (typeof roles)[number]
