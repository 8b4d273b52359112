import pg from 'pg'

/** True where the database refused a row because of this very constraint or unique index. */
export const brokeConstraint = (error: unknown, name: string): boolean =>
  error instanceof pg.DatabaseError && error.constraint === name
