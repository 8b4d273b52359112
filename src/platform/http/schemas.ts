import { type Static, type TSchema, Type } from 'typebox'

/** The same words in each language that is shipped. What a cohort writes itself stands in both. */
export const InWords = Type.Object({ en: Type.String(), es: Type.String() })
export type InWords = Static<typeof InWords>

/** RFC 9457. `code` is stable and kebab-case; `detail` is a sentence a teacher understands. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    instance: Type.String(),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }), {
        description: 'What is wrong with which field, as JSON pointers into the request.',
      }),
    ),
    evaluators: Type.Optional(
      Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() }), {
        description: 'With `evaluator-in-cohort`: who rates the owner and was not acknowledged by name.',
      }),
    ),
    line: Type.Optional(
      Type.Integer({
        description:
          'With `not-captions`, `not-standards` and `too-many-rows`: the line of the file that is wrong, from 1.',
      }),
    ),
    block: Type.Optional(Type.String({ description: 'With `day-blocked`: what the day is kept free for.' })),
    stage: Type.Optional(
      Type.Object(
        {
          id: Type.String({ format: 'uuid' }),
          name: InWords,
          opensAt: Type.String({ format: 'date-time' }),
          closesAt: Type.String({ format: 'date-time' }),
        },
        {
          description:
            'With a post out of turn: the stage that it is about; with `previous-stage-first` the one to write in before.',
        },
      ),
    ),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>

/** A keyset page: `next` is the cursor of the following page, or null on the last one. */
export const page = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 400, description: 'The `next` of the page before.' })),
}

export const Instant = Type.String({ format: 'date-time' })

/** A day of the calendar, in whatever zone the field it stands in is about. */
export const Day = Type.String({ format: 'date', description: 'As in 2026-11-26.' })

/** One that somebody plans for. */
export const PlannedDay = Type.String({ ...Day, pattern: '^20\\d\\d-' })

/** Holds something to see: letters, digits, signs or symbols; not spaces and joiners alone, nor letters that show nothing. */
export const visible = '(?![\\u115F\\u1160\\u2800\\u3164\\uFFA0])[\\p{L}\\p{N}\\p{P}\\p{S}]'

/** Text that somebody has to write. What may be left empty takes any, and is kept as `wordsOf` reads it. */
export const words = (maxLength: number, description?: string) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: visible,
    ...(description !== undefined && { description }),
  })

/** With what is made by it, sending it once more after a connection broke makes no second one. */
export const ClientKey = Type.String({
  minLength: 8,
  maxLength: 100,
  pattern: '^[A-Za-z0-9._-]+$',
  description: "The caller's own key: sending it again gives the same, not a second one.",
})

export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
