/** Names as they are: with accents, from right to left, and with a picture in them. */
export const givenNames = [
  ...[
    'Rosa',
    'José',
    'Mei',
    'Amina',
    'Tomás',
    'Aoife',
    'Kwame',
    'Ingrid',
    'Siobhán',
    'Noor',
    'Łukasz',
    'Chloë',
  ],
  ...[
    'Hana',
    'Darnell',
    'Priya',
    'Björn',
    'Nguyễn',
    'Olumide',
    'Zoë',
    'Grace',
    'Mateo',
    'Ruth',
    'أمينة',
    'דוד',
  ],
] as const
export const familyNames = [
  ...[
    'Peña',
    'O’Brien',
    'Okafor',
    'García',
    'Nakamura',
    'Müller',
    'Whitfield',
    'Ferreira',
    'Adeyemi',
    'Kowalska',
  ],
  ...[
    'Haddad',
    'Lindqvist',
    'Thompson',
    'Desrosiers',
    'Cruz-Rivera',
    'Van der Berg',
    'الحداد',
    'כהן',
    'Lee 🌻',
  ],
] as const

export const cohortFocuses = [
  'How do we get students to explain their thinking to each other?',
  'What do our first three questions ask of students?',
  'How do we give every table a way into the task?',
  'When do we step in, and when do we wait?',
] as const

export const clipTitles = [
  ...['Number talk, first ten minutes', 'Partner reading', 'Launching the task', 'Fishbowl on fractions'],
  ...['Gallery walk', 'Exit tickets, read aloud', 'Debate on the river', 'Conferring at table four'],
  ...[
    'Vocabulario en parejas',
    'Wrapping up the lab',
    'Which one does not belong?',
    'Reading groups, second round',
  ],
] as const

export const remarks = [
  'You wait here, and the table in the middle starts by itself.',
  'Two students turn to each other before the question is finished.',
  'What were you hoping to hear when you asked this?',
  'I read this as them checking the rule rather than the reason.',
  'The sentence starter on the board is used by three of the four.',
  'Could the second example come before the first?',
  'I would like to try this opening with my own group on Tuesday.',
  'Aquí la pausa les da tiempo para pensar.',
  '¿Qué pasaría si ellos escogieran el ejemplo?',
  'She goes back to the drawing to explain it. That is new this month.',
  'Listen to the left table while you are at the board.',
  'Who has not spoken yet, and what would let them in?',
] as const

export const replies = [
  'I had not seen that. I was looking at the board.',
  'Yes, and it happens again a minute later.',
  'Could we look at it together when we meet?',
  'Gracias, no lo había notado.',
  'I wondered about that too.',
  'They had done the drawing the day before, so it was close at hand.',
] as const
