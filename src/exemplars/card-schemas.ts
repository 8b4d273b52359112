import { type Static, Type } from 'typebox'
import { ClientKey, nullable, words } from '../platform/http/schemas.ts'
import { type ExemplarId, IdSchema, type TeachingNoteId, type TermId } from '../platform/ids.ts'
import { contentAreas, gradeBands } from './kinds.ts'

export const NoteParams = Type.Object({
  exemplarId: IdSchema<ExemplarId>(),
  noteId: IdSchema<TeachingNoteId>(),
})

const Words = (maxLength: number, description: string) =>
  Type.Optional(nullable(Type.String({ maxLength, description })))

/** What is left out stays as it is; words without anything in them are none. */
export const ChangeCard = Type.Object(
  {
    title: Type.Optional(words(200)),
    contentArea: Type.Optional(nullable(Type.Enum(contentAreas))),
    gradeBand: Type.Optional(nullable(Type.Enum(gradeBands))),
    goal: Words(1_000, 'What students were to learn.'),
    cameBefore: Words(1_000, 'What came before this moment.'),
    questions: Type.Optional(
      Type.Array(words(500), {
        maxItems: 12,
        description: 'To talk about, in their order.',
      }),
    ),
    protocolKey: Type.Optional(
      nullable(Type.String({ maxLength: 60, description: 'Of a built-in protocol.' })),
    ),
    firstTryId: Type.Optional(
      nullable(
        Type.Unsafe<ExemplarId>(
          Type.String({ format: 'uuid', description: 'The exemplar of the first try, by the same owner.' }),
        ),
      ),
    ),
    termIds: Type.Optional(
      Type.Array(IdSchema<TermId>(), { maxItems: 30, uniqueItems: true, description: 'All it is about.' }),
    ),
  },
  { additionalProperties: false },
)
export type ChangeCard = Static<typeof ChangeCard>

const Milliseconds = Type.Integer({ minimum: 0, maximum: 24 * 3_600_000 })
const Body = words(2_000)
const CutNo = Type.Integer({
  minimum: 1,
  description:
    'The `cutNo` of the clip that the times were read from. Refused with 409 where it was cut since.',
})

export const AddNote = Type.Object(
  {
    startMs: Milliseconds,
    endMs: Type.Optional(Milliseconds),
    body: Body,
    cutNo: CutNo,
    clientKey: ClientKey,
  },
  { additionalProperties: false },
)
export type AddNote = Static<typeof AddNote>

export const EditNote = Type.Object(
  {
    body: Type.Optional(Body),
    startMs: Type.Optional(Milliseconds),
    endMs: Type.Optional(Milliseconds),
    cutNo: Type.Optional(CutNo),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'With `startMs` it moves: to a range with `endMs`, else to an instant. Times need `cutNo`.',
  },
)
export type EditNote = Static<typeof EditNote>
