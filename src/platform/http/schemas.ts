import { type Static, type TSchema, Type } from 'typebox'

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

export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
