import { beginExport, failExport, noteExportProgress } from '../src/my-data/begin-export.ts'
import { exportContents } from '../src/my-data/export-contents.ts'
import type { MakeExport } from '../src/my-data/jobs.ts'
import { publishExport } from '../src/my-data/publish-export.ts'
import { removeTries } from '../src/my-data/sweep-exports.ts'
import type { Handler } from './handler.ts'
import { zipOf } from './zip-files.ts'

const everyMs = 1000

/** Streams everything of a person into one file. Each try begins anew, under a key of its own. */
export const makeExport: Handler<typeof MakeExport> = {
  async run({ exportId }, { platform: { db, store, log } }, signal) {
    const attempt = await beginExport(db, exportId)
    if (!attempt) return
    await removeTries(store, exportId, attempt.objectKey)

    const { files, clips } = await exportContents(db, store, attempt.viewer)
    const whole = files.reduce((sum, { mediaBytes }) => sum + mediaBytes, 0)
    let done = 0
    const unwanted = new AbortController()
    const noting = setInterval(async () => {
      const noted = noteExportProgress(db, attempt, whole === 0 ? 0 : Math.min(done / whole, 1))
      // A lapse in the database shows soon enough.
      if (!(await noted.catch(() => true))) unwanted.abort()
    }, everyMs)
    try {
      const stop = AbortSignal.any([signal, unwanted.signal])
      const zip = zipOf(files, stop, (bytes) => {
        done += bytes
      })
      const bytes = await store.put(attempt.objectKey, zip, { contentType: 'application/zip', signal: stop })
      if (await publishExport(db, attempt, bytes, clips)) return
      // What was published stays, even where the answer to that was lost: only what is known to be of no use goes.
      await store.remove([attempt.objectKey])
    } catch (error) {
      if (!unwanted.signal.aborted) throw error
      log.info({ exportId }, 'an export was given up while it was made')
    } finally {
      clearInterval(noting)
    }
  },
  giveUp: ({ exportId }, { platform }) => failExport(platform.db, exportId),
}
