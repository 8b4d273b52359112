import { parseArgs } from 'node:util'
import { findWhatHappened } from './clips/find-what-happened.ts'
import { ConfigError } from './platform/config.ts'
import { isUuid } from './platform/db/page.ts'
import { askDatabase } from './platform/embedded/ask-database.ts'
import type { ClipId } from './platform/ids.ts'
import { orRefuseStart } from './platform/refuse-start.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findWhatHappened>>>

/**
 * `npm run what-happened -- <clip id>`: what became of a clip and of its jobs, for whoever runs Interlude and was told that
 * something did not work. Nothing of what it is called, shows or says, and nobody. Exits with 1 where there is no such clip.
 */
await askDatabase(async (db) => {
  const clipId = clipAsked()
  const found = await orRefuseStart('The jobs cannot be read', () => findWhatHappened(db, clipId))
  process.stdout.write(found ? told(clipId, found) : `There is no clip ${clipId}.\n`)
  return found !== undefined
})

function clipAsked(): ClipId {
  const [id, ...others] = wordsGiven()
  if (!isUuid(id) || others.length > 0)
    throw new ConfigError('It takes the id of one clip, as the address of its page ends.')
  return id as ClipId
}

function wordsGiven(): string[] {
  try {
    return parseArgs({ allowPositionals: true, options: {} }).positionals
  } catch {
    return []
  }
}

function told(
  clipId: ClipId,
  { state, failureCode, cutNo, isPurged, chunks, chunksDone, jobs }: Found,
): string {
  const words = [
    state,
    ...(failureCode ? [`failure ${failureCode}`] : []),
    `cut ${cutNo}`,
    ...(chunks > 0 ? [`${chunksDone} of ${chunks} chunks of its ladder made`] : []),
  ]
  const lines = jobs.map((job) => {
    const cut = job.cutNo === null ? '' : ` (cut ${job.cutNo})`
    return `${job.createdAt.toISOString()} ${job.job}${cut}: ${cameOf(job)}`
  })
  if (lines.length === 0) lines.push('No job of it in the last two weeks.')
  return `${[`Clip ${clipId}: ${words.join(', ')}${isPurged ? ', purged' : ''}`, ...lines].join('\n')}\n`
}

function cameOf(job: Found['jobs'][number]): string {
  const { starts, attempts, claimedAt, finishedAt, seenAt, notBefore, gaveUpBecause } = job
  const tries = `${starts} of ${attempts} tries`
  if (finishedAt) {
    const took = claimedAt
      ? `, the last took ${((finishedAt.getTime() - claimedAt.getTime()) / 1000).toFixed(1)} s`
      : ''
    if (gaveUpBecause === null) return `done after ${tries}${took}`
    return `given up after ${tries}${took}: ${gaveUpBecause.replaceAll('\n', '\n    ')}`
  }
  if (seenAt)
    return `runs, ${tries}, since ${claimedAt?.toISOString() ?? 'long ago'}, last heard of ${seenAt.toISOString()}`
  if (notBefore && notBefore > new Date()) return `is tried again from ${notBefore.toISOString()}, ${tries}`
  return `waits for its turn, ${tries}`
}
