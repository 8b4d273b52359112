import type { ThreadKind } from '../threads/kinds.ts'

/** Length of the recording that is made on the spot. */
export const demoSeconds = 40

export const demoClipTitle = 'Partner talk: who explains to whom?'

export const demoClipWords = {
  tried:
    'For the last two weeks I have stopped summing up after each pair. Instead I ask a student to say again what their partner said.',
  question: 'Who explains to whom? I am looking for moments when a student answers another one, and not me.',
} as const

export const demoCohort = {
  name: 'Maple Street math cohort',
  focus: 'How do we get students to explain their thinking to each other?',
} as const

export const demoPeople = [
  { name: 'Leslie Okafor', role: 'teacher', email: 'leslie@demo.example', part: 'participant' },
  { name: 'Ana Martínez', role: 'teacher', email: 'ana@demo.example', part: 'participant' },
  { name: 'Liz Chen', role: 'teacher leader', email: 'liz@demo.example', part: 'facilitator' },
  { name: 'Dana Whitfield', role: 'administrator', email: 'dana@demo.example', part: null },
] as const

export type DemoName = (typeof demoPeople)[number]['name']

export const demoFortnight = {
  place: 'Room 12, Maple Street School',
  words: 'Six minutes of watching, then two things you notice. We start with them when we meet.',
  question: 'Who explains to whom?',
} as const

interface DemoThread {
  readonly by: DemoName
  readonly kind: ThreadKind
  /** Of the protocol, from 0; what was said before the assignment has none. */
  readonly stage?: number
  readonly startMs: number | null
  readonly endMs: number | null
  readonly body: string
  readonly answers: readonly { readonly by: DemoName; readonly body: string }[]
}

/** The clip is Leslie's. */
export const demoThreads: readonly DemoThread[] = [
  {
    by: 'Liz Chen',
    kind: 'wonder',
    startMs: null,
    endMs: null,
    body: 'Leslie asked us to look at who explains to whom. What would you have to hear to know that it worked?',
    answers: [],
  },
  {
    by: 'Ana Martínez',
    kind: 'notice',
    stage: 0,
    startMs: 6_500,
    endMs: null,
    body: 'At the table on the left one student turns to the other before you have finished the question.',
    answers: [
      { by: 'Leslie Okafor', body: 'I had not seen that at all. I was looking at the board just then.' },
      { by: 'Liz Chen', body: 'Could we look at that table again when we meet? It is only a few seconds.' },
    ],
  },
  {
    by: 'Ana Martínez',
    kind: 'interpret',
    startMs: 14_000,
    endMs: 21_500,
    body: 'You walk to the far tables here, and the talk on the right goes on without you. I read it as them owning the task.',
    answers: [],
  },
  {
    by: 'Liz Chen',
    kind: 'appreciate',
    startMs: 27_000,
    endMs: null,
    body: 'You wait here. That pause gave the table in the middle room to start.',
    answers: [],
  },
]
