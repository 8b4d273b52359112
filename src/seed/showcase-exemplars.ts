import type { MadeExemplar } from '../exemplars/write-exemplar.ts'
import type { ShowcaseFirstName } from './showcase-people.ts'

type Card = Pick<
  MadeExemplar,
  | 'reasons'
  | 'words'
  | 'contentArea'
  | 'gradeBand'
  | 'goal'
  | 'cameBefore'
  | 'questions'
  | 'protocolKey'
  | 'showsName'
  | 'isAsked'
  | 'notes'
>

export interface ShowcaseExemplar extends Card {
  /** Of the clip; the exemplar has it, too. */
  readonly title: string
  readonly curator: ShowcaseFirstName
  /** Names from `showcaseTerms`. */
  readonly terms: readonly (keyof typeof showcaseTerms)[]
}

export const showcaseTerms = {
  'Students explain to each other': { kind: 'practice' },
  'Wait time': { kind: 'practice' },
  Conferring: { kind: 'practice' },
  'A reason is given without being asked for': { kind: 'look-for' },
  'More than one idea stays in play': { kind: 'look-for' },
  'Compare fractions and justify the comparison': { kind: 'standard', code: 'RTP.M.4.2' },
  'Ask and answer questions about a text': { kind: 'standard', code: 'RTP.R.3.1' },
} as const

export const showcaseExemplars: readonly ShowcaseExemplar[] = [
  {
    title: 'Partner talk: which fraction is larger?',
    curator: 'Joy',
    reasons: ['student thinking', 'depth'],
    words: 'One number line for two: they have to agree before they write, and we hear how they get there.',
    contentArea: 'mathematics',
    gradeBand: '3-5',
    goal: 'Students compare two fractions and tell each other why.',
    cameBefore: 'Two lessons with fraction strips; the number line is new today.',
    questions: [
      'Who explains to whom, and what makes them start?',
      'What would you ask this pair next, and what would you want to hear?',
    ],
    protocolKey: 'notice-and-wonder',
    terms: [
      'Students explain to each other',
      'A reason is given without being asked for',
      'Compare fractions and justify the comparison',
    ],
    showsName: true,
    notes: [
      { startMs: 4_000, body: 'Before you go on: what would your students say here?' },
      { startMs: 18_000, body: 'Listen to how long the teacher waits. Nobody is called on.' },
    ],
  },
  {
    title: 'Conferring: one question, then listen',
    curator: 'Joy',
    reasons: ['clarity'],
    words: 'A whole conference in half a minute: one question, and then the student has the word.',
    contentArea: 'language arts',
    gradeBand: '3-5',
    goal: 'The writer names what to work on next.',
    cameBefore: 'Students have drafted a first paragraph.',
    questions: ['Which question was asked, and which ones were not?', 'What does listening look like here?'],
    protocolKey: null,
    terms: ['Conferring', 'Wait time', 'Ask and answer questions about a text'],
    showsName: false,
    notes: [{ startMs: 6_000, body: 'The only question of the conference.' }],
  },
  {
    title: 'Discussion circle: should the river have rights?',
    curator: 'Denise',
    reasons: ['student thinking'],
    words: 'Two ideas that do not fit together stay on the table, and nobody hurries to settle them.',
    contentArea: 'social studies',
    gradeBand: '3-5',
    goal: 'Students build on an idea that they do not share.',
    cameBefore: 'They read two short texts, one for each side.',
    questions: ['Where does an idea change hands?'],
    protocolKey: 'evidence-ladder',
    terms: ['More than one idea stays in play', 'Students explain to each other'],
    showsName: true,
  },
  {
    title: 'Number talk: 16 × 25 in the head',
    curator: 'Marisol',
    reasons: ['depth'],
    words: 'Four ways to the same number, and each of them is theirs.',
    contentArea: 'mathematics',
    gradeBand: '3-5',
    goal: null,
    cameBefore: null,
    questions: [],
    protocolKey: null,
    terms: [],
    showsName: true,
    isAsked: true,
  },
]

export const showcaseCollection = {
  title: 'Students who explain to each other',
  introduction:
    'Three short lessons to look at before we try it ourselves. Watch one, talk about one question, and bring one thing to the meeting.',
} as const
