import { type Static, Type } from 'typebox'
import { PersonName } from '../identity/schemas.ts'
import { Instant, InWords, nullable } from '../platform/http/schemas.ts'
import {
  type AssignmentId,
  type ClipId,
  type CohortId,
  IdSchema,
  type MeetingId,
  type ProtocolId,
  type ThreadId,
} from '../platform/ids.ts'
import { threadKinds } from '../threads/kinds.ts'

export const PackClip = Type.Object({
  id: IdSchema<ClipId>(),
  title: Type.String(),
  owner: nullable(PersonName),
  durationMs: nullable(Type.Integer()),
  posterUrl: nullable(Type.String()),
})
export type PackClip = Static<typeof PackClip>

const words = {
  threadId: IdSchema<ThreadId>(),
  clip: PackClip,
  kind: Type.Enum(threadKinds),
  startMs: nullable(Type.Integer({ description: 'Null where it is about the clip as a whole.' })),
  endMs: nullable(Type.Integer()),
  excerpt: Type.String({ description: 'How its first words begin.' }),
  mentions: Type.Array(PersonName, {
    description: 'Whose names stand behind an @ in them, to be hidden where names are.',
  }),
  author: PersonName,
  replies: Type.Integer(),
  people: Type.Integer({ description: 'How many said something.' }),
  brought: Type.Integer({ description: 'How many want it in the meeting.' }),
  link: Type.String({ description: 'Where it is watched, below the address of the site.' }),
}

/** What one thread says at a moment. */
export const PackWords = Type.Object(words)
export type PackWords = Static<typeof PackWords>

/** Threads that were gathered into one moment. Its words are those of one of them, all counts and times those of all. */
export const PackMoment = Type.Object({
  ...words,
  threads: Type.Array(IdSchema<ThreadId>(), { description: 'All that was gathered here.' }),
  choice: nullable(
    Type.Enum(['taken', 'left out'], { description: 'Null where no facilitator said anything of it.' }),
  ),
  isIn: Type.Boolean({ description: 'It goes to the room: taken, or proposed while nobody chose anything.' }),
})
export type PackMoment = Static<typeof PackMoment>

export const PackReading = Type.Object({
  clip: PackClip,
  startMs: Type.Integer(),
  endMs: nullable(Type.Integer()),
  threads: Type.Array(PackWords),
})
export type PackReading = Static<typeof PackReading>

export const Pack = Type.Object({
  assignment: Type.Object({
    id: IdSchema<AssignmentId>(),
    cohort: Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }),
    forMeeting: nullable(
      Type.Object({
        id: IdSchema<MeetingId>(),
        startsAt: Instant,
        endsAt: Instant,
        zone: Type.String(),
      }),
    ),
    protocol: Type.Object({
      key: nullable(Type.String()),
      id: nullable(IdSchema<ProtocolId>()),
      version: Type.Integer(),
      title: nullable(InWords),
    }),
    question: nullable(Type.String()),
  }),
  moments: Type.Array(PackMoment, {
    description: 'What goes to the room, in its order there; then the others, moments of most talk first.',
  }),
  openQuestions: Type.Array(PackWords, { description: 'Wonders that nobody closed, in clip order.' }),
  readings: Type.Array(PackReading, {
    description: 'Moments at which several interpret or wonder, in clip order.',
  }),
  script: Type.Array(Type.Object({ name: InWords, prompt: InWords, minutes: Type.Integer() })),
  sealedUntil: nullable(Instant),
  voices: nullable(
    Type.Integer({ description: 'How many people said something; null where they are fewer than five.' }),
  ),
  isChosen: Type.Boolean({ description: 'A facilitator chose something; until then it is a proposal.' }),
  can: Type.Object({ choose: Type.Boolean() }),
})
export type Pack = Static<typeof Pack>

export const PackParams = Type.Object({ assignmentId: IdSchema<AssignmentId>() })
export const ChoiceParams = Type.Object({
  assignmentId: IdSchema<AssignmentId>(),
  threadId: IdSchema<ThreadId>(),
})
export const ChooseMoment = Type.Object(
  {
    choice: Type.Enum(['taken', 'left out']),
    position: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'Among what is taken, from 0; last unless said.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type ChooseMoment = Static<typeof ChooseMoment>

/** How a cohort talks: never a person's figure. */
export const Mirror = Type.Object({
  voices: nullable(
    Type.Integer({ description: 'Null where they are fewer than five, as all of it is then.' }),
  ),
  kinds: nullable(
    Type.Array(
      Type.Object({
        kind: Type.Enum(threadKinds),
        share: Type.Integer({ description: 'Of a hundred, in steps of five; together a hundred.' }),
      }),
    ),
  ),
})
export type Mirror = Static<typeof Mirror>

export const MirrorParams = Type.Object({ cohortId: IdSchema<CohortId>() })
export const MirrorQuery = Type.Object(
  { assignmentId: Type.Optional(IdSchema<AssignmentId>()) },
  { additionalProperties: false },
)
