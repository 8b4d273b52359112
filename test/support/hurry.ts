import type { Db } from '../../src/platform/db/schema.ts'

/** Nobody waits for the pause between two tries, until it is disposed of. */
export function hurry(db: Db): Disposable {
  const timer = setInterval(() => {
    db.updateTable('outbox')
      .set({ notBefore: null })
      .where('notBefore', 'is not', null)
      .execute()
      .catch(() => undefined)
  }, 50)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
