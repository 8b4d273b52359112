import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

/** What is larger is fetched when it is wanted: without a connection nothing plays anyway. */
const largestBytes = 100_000
/**
 * Offices, who cuts a clip, who looks after exemplars and who plans for a cohort work on what others changed just now, which
 * needs a connection in any case, as does whoever comes by a link from a mail.
 */
const ofOffices =
  /\/src\/(administration|calendars|curating|cut|exemplars|office|privacy)\/|\/src\/assignments\/(new-assignment|protocols)-page|\/src\/sign-in\/(set-up|invitation|link)-page|\/src\/notices\/unsubscribe-page|\/messages\/\w+\/(administration|calendars|curating|exemplars|office|privacy|records)\.json/

/** All of it is, or it is what such a page begins with, and no other page takes anything from it. */
const isOfOffices = (
  {
    fileName,
    moduleIds,
    facadeModuleId,
  }: Pick<Rolldown.OutputChunk, 'fileName' | 'moduleIds' | 'facadeModuleId'>,
  shared: ReadonlySet<string>,
): boolean =>
  moduleIds.every((id) => ofOffices.test(id)) ||
  (!shared.has(fileName) && ofOffices.test(facadeModuleId ?? ''))

/** Builds `service-worker.js` beside the pages, with a list of what it keeps. Its name stays, so that browsers look for a newer one. */
export const buildWorker = (): Plugin => {
  let isDone = false
  return {
    name: 'build-worker',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      if (isDone) return
      isDone = true
      const shared = new Set(
        Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.imports : [])),
      )
      const names = Object.values(bundle)
        .filter((output) => output.type !== 'chunk' || !isOfOffices(output, shared))
        .map(({ fileName }) => fileName)
        .filter((name) => /^assets\/.*\.(js|css|svg|woff2)$/.test(name))
      const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(dir, name))).size))
      const files = names.filter((_, at) => (sizes[at] ?? 0) <= largestBytes).map((name) => `/${name}`)
      const entry = Object.values(bundle).find((output) => output.type === 'chunk' && output.isEntry)
      const version = createHash('sha256')
        .update(JSON.stringify(Object.keys(bundle)))
        .digest('hex')
        .slice(0, 12)
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          __FILES__: JSON.stringify(files.toSorted()),
          __SCRIPT__: JSON.stringify(`/${entry?.fileName}`),
          __VERSION__: JSON.stringify(version),
        },
        build: {
          outDir: dir,
          emptyOutDir: false,
          rolldownOptions: {
            input: path.join(import.meta.dirname, 'src/offline/worker.ts'),
            output: { entryFileNames: 'service-worker.js', format: 'iife' },
          },
        },
      })
    },
  }
}
