import { Readable } from 'node:stream'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ObjectStore } from '../platform/storage/object-store.ts'
import { exportReadme } from './export-readme.ts'
import { findClipPapers, findLedgerRows } from './find-clip-papers.ts'
import { findOwnCaptions } from './find-own-captions.ts'
import { findOwnClips, type OwnClip } from './find-own-clips.ts'
import { findOwnCoaching } from './find-own-coaching.ts'
import { findOwnExemplars } from './find-own-exemplars.ts'
import { findOwnMeetings } from './find-own-meetings.ts'
import { findOwnResponses } from './find-own-responses.ts'
import * as own from './find-own-rest.ts'
import { findOwnTalk } from './find-own-talk.ts'
import { findOwnCycleWords, findOwnTakeaways } from './find-own-year.ts'
import { csvOf, jsonArrayOf, jsonOf } from './open-formats.ts'

/** One file of an export. It is opened when its turn comes, so that only one is open at a time. */
export interface ExportedFile {
  readonly path: string
  /** Bytes of media, which are as small as they get. */
  readonly mediaBytes: number
  open(signal: AbortSignal): Promise<Readable>
}

/** Everything that is a person's, in open formats, as of when each file is opened; and the clips that are in it. */
export async function exportContents(
  db: Db,
  store: ObjectStore,
  viewer: Viewer,
): Promise<{ files: ExportedFile[]; clips: OwnClip[] }> {
  const clips = await findOwnClips(db, viewer)
  const captions = await findOwnCaptions(db, viewer)
  const files: ExportedFile[] = [
    file('README.txt', async () => [exportReadme(new Date())]),
    file('me.json', async () => jsonOf(await own.findOwnPerson(db, viewer))),
    file('memberships.json', async () => jsonOf(await own.findOwnMemberships(db, viewer))),
    file('agreements.json', async () => jsonOf(await own.findOwnAgreements(db, viewer))),
    file('talk.json', async () => jsonArrayOf(findOwnTalk(db, viewer))),
    file('responses.json', async () => jsonOf(await findOwnResponses(db, viewer))),
    file('coaching.json', async () => jsonOf(await findOwnCoaching(db, viewer))),
    file('notes.json', async () => jsonArrayOf(own.findOwnNotes(db, viewer))),
    file('readings.json', async () => jsonOf(await own.findOwnReadings(db, viewer))),
    file('watching.json', async () => jsonOf(await own.findOwnWatching(db, viewer))),
    file('words.json', async () => jsonOf(await own.findOwnWords(db, viewer))),
    file('meetings.json', async () => jsonOf(await findOwnMeetings(db, viewer))),
    file('assignments.json', async () => jsonOf(await own.findOwnAssignments(db, viewer))),
    file('takeaways.json', async () => jsonOf(await findOwnTakeaways(db, viewer))),
    file('cycles.json', async () => jsonOf(await findOwnCycleWords(db, viewer))),
    file('exemplars.json', async () => jsonOf(await findOwnExemplars(db, viewer))),
    file('destroyed.json', async () => jsonOf(await own.findOwnPurges(db, viewer))),
    file('notices.json', async () => jsonOf(await own.findOwnNotices(db, viewer))),
    file('sign-ins.json', async () => jsonOf(await own.findOwnSignIns(db, viewer))),
  ]
  for (const [n, clip] of clips.entries()) {
    const folder = `clips/${String(n + 1).padStart(3, '0')}-${slugOf(clip.title)}`
    files.push(
      file(`${folder}/clip.json`, async () => jsonOf(await findClipPapers(db, clip))),
      file(`${folder}/ledger.json`, async () => jsonArrayOf(findLedgerRows(db, clip.id))),
      file(`${folder}/ledger.csv`, async () => csvOf(ledgerColumns, findLedgerRows(db, clip.id))),
    )
    for (const { language, vtt } of captions.get(clip.id) ?? []) {
      files.push(file(`${folder}/captions.${language}.vtt`, async () => [await vtt()]))
    }
    if (clip.medium) {
      const { name, bytes, objectKey } = clip.medium
      files.push({
        path: `${folder}/${name}`,
        mediaBytes: bytes,
        open: (signal) => store.read(objectKey, undefined, signal),
      })
    }
  }
  return { files, clips }
}

const ledgerColumns = ['seq', 'at', 'what', 'who', 'cohort', 'detail'] as const

type Texts = Iterable<string> | AsyncIterable<string>

const file = (path: string, write: () => Promise<Texts>): ExportedFile => ({
  path,
  mediaBytes: 0,
  open: async () => Readable.from(bytesOf(await write()), { objectMode: false }),
})

async function* bytesOf(texts: Texts): AsyncGenerator<Buffer> {
  for await (const text of texts) yield Buffer.from(text)
}

/** A title as any file system takes it. */
const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '') || 'clip'
