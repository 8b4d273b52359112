import pg from 'pg'

/** True where a text held a character PostgreSQL keeps in no text: NUL, and nothing else that JSON can bring. */
export const heldNul = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '22021'

/** True where the database refused a row because of this very constraint or unique index. */
export const brokeConstraint = (error: unknown, name: string): boolean =>
  error instanceof pg.DatabaseError && error.constraint === name
