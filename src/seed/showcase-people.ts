import type { Role } from '../identity/roles.ts'

export const showcaseName = 'Riverbend Teaching Partnership'

export const showcaseCohorts = {
  math: {
    name: 'Riverside math, grades 3 to 5',
    focus: 'How do we get students to explain their thinking to each other?',
  },
  reading: {
    name: 'Eastside reading and writing',
    focus: '¿Cómo ayudamos a que cada estudiante entre en la conversación?',
  },
} as const
export type ShowcaseCohort = keyof typeof showcaseCohorts

interface ShowcasePerson {
  readonly name: string
  readonly role: Role | undefined
  readonly cohorts: readonly ShowcaseCohort[]
}

/** By the first name they are called in the talk. Robert leads the school where Hannah and Omar teach. */
export const showcasePeople = {
  Marisol: { name: 'Marisol Vega', role: 'teacher leader', cohorts: ['math'] },
  Hannah: { name: 'Hannah Brandt', role: 'teacher', cohorts: ['math'] },
  Omar: { name: 'Omar Siddiqui', role: 'teacher', cohorts: ['math'] },
  Grace: { name: 'Grace Okonkwo', role: 'teacher', cohorts: ['math'] },
  Tom: { name: 'Tom Lindqvist', role: 'teacher', cohorts: ['math'] },
  Ana: { name: 'Ana Lucía Torres', role: 'teacher', cohorts: ['math', 'reading'] },
  Jamal: { name: 'Jamal Price', role: 'teacher', cohorts: ['math'] },
  Mei: { name: 'Mei-Ling Wu', role: 'teacher', cohorts: ['math'] },
  Denise: { name: 'Denise Carter', role: 'teacher leader', cohorts: ['reading'] },
  Rosa: { name: 'Rosa Peña', role: 'teacher', cohorts: ['reading'] },
  Kevin: { name: 'Kevin O’Brien', role: 'teacher', cohorts: ['reading'] },
  Fatima: { name: 'Fatima Haddad', role: 'teacher', cohorts: ['reading'] },
  Lucia: { name: 'Lucía Herrera', role: 'teacher', cohorts: ['reading'] },
  Sam: { name: 'Sam Whitehorse', role: 'teacher', cohorts: ['reading'] },
  Priya: { name: 'Priya Raman', role: 'teacher', cohorts: ['reading'] },
  Joy: { name: 'Joy Nakamura', role: 'program coach', cohorts: [] },
  Robert: { name: 'Robert Hale', role: undefined, cohorts: [] },
  Ellen: { name: 'Ellen Marsh', role: 'administrator', cohorts: [] },
} as const satisfies Record<string, ShowcasePerson>
export type ShowcaseFirstName = keyof typeof showcasePeople
