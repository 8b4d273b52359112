import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Recipe } from './alter-media.ts'
import { refusedRecipes } from './refused-samples.ts'
import { watchableRecipes } from './watchable-samples.ts'

export { frameStrip, readFrameNumber, stripPoints } from './frame-strip.ts'

const recipes = { ...watchableRecipes, ...refusedRecipes }

export type SampleName = keyof typeof recipes

export const watchableSamples = Object.keys(watchableRecipes) as (keyof typeof watchableRecipes)[]

/** Named by the recipes, so that a sample made by an older one is never taken for it. */
const sharedFolder = path.join(
  tmpdir(),
  `interlude-samples-${['make-media', 'alter-media', 'frame-strip', 'watchable-samples', 'refused-samples']
    .reduce(
      (hash, name) => hash.update(readFileSync(path.join(import.meta.dirname, `${name}.ts`))),
      createHash('sha256'),
    )
    .digest('hex')
    .slice(0, 12)}`,
)

const making = new Map<string, Promise<string>>()

/** A sample's path; made on first use and kept in `folder`, which test files may share. */
export function sample(name: SampleName, folder = sharedFolder): Promise<string> {
  const file = path.join(folder, name)
  const made = making.get(file) ?? make(name, folder, file)
  making.set(file, made)
  return made
}

async function make(name: SampleName, folder: string, file: string): Promise<string> {
  if (existsSync(file)) return file
  await mkdir(folder, { recursive: true })
  // Elsewhere until it is whole: other test processes make the same samples.
  const own = await mkdtemp(path.join(folder, 'making-'))
  try {
    const recipe: Recipe = recipes[name]
    await recipe(path.join(own, name), (other) => sample(other as SampleName, folder))
    await rename(path.join(own, name), file)
    return file
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
