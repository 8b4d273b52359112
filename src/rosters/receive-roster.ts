import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { malformed, Problem } from '../platform/problems.ts'
import { wordsOf } from '../platform/words.ts'
import { openZip } from './open-zip.ts'
import { readOneRoster } from './read-one-roster.ts'
import { readPlainRoster } from './read-plain-roster.ts'
import { type Roster, type RosterErrors, type RosterLimits, rosterLimits } from './roster.ts'

/** One part of a multipart form, as @fastify/multipart yields it. */
export type Part =
  | { type: 'field'; fieldname: string; value: unknown }
  | { type: 'file'; fieldname: string; file: AsyncIterable<Buffer> & { readonly truncated?: boolean } }

export interface ReceivedRoster {
  readonly source: string
  read(errors: RosterErrors, known: ReadonlySet<string>): Promise<Roster>
  close(): Promise<void>
}

/**
 * Takes a `file` and the name of its `source` from a form. The file may hold students, so it has no name on the disk
 * from the moment it is there: whatever happens to this process, nothing of it stays.
 */
export async function receiveRoster(
  parts: AsyncIterable<Part>,
  limits: RosterLimits = rosterLimits,
): Promise<ReceivedRoster> {
  let handle: FileHandle | undefined
  let source: string | undefined
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        if (part.fieldname === 'source')
          source = typeof part.value === 'string' ? (wordsOf(part.value) ?? '') : ''
        continue
      }
      if (part.fieldname !== 'file') malformed('unknown-file', 'Please send the list in the field “file”.')
      if (handle) malformed('one-file', 'Please send one list at a time.')
      handle = await openNameless()
      for await (const piece of part.file) await handle.write(piece)
      if (part.file.truncated)
        throw new Problem(413, 'too-large', 'This list is more than can be taken here.')
    }
    if (!handle) return malformed('no-file', 'Please send the list in the field “file”.')
    if (source === undefined || source === '' || source.length > 100 || source.includes('\0')) {
      return malformed(
        'no-source',
        'Please say in “source” what the list comes from, in up to 100 characters.',
      )
    }
  } catch (error) {
    await handle?.close()
    throw error
  }
  const file = handle
  return {
    source,
    read: (errors, known) => readRoster(file, errors, known, limits),
    close: () => file.close(),
  }
}

/** Of a zip with something in it, and of one without. */
const zipSignatures = ['504b0304', '504b0506']

async function openNameless(): Promise<FileHandle> {
  const file = path.join(tmpdir(), `interlude-${randomUUID()}`)
  const handle = await open(file, 'wx+', 0o600)
  await unlink(file)
  return handle
}

async function readRoster(
  file: FileHandle,
  errors: RosterErrors,
  known: ReadonlySet<string>,
  limits: RosterLimits,
): Promise<Roster> {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
  if (zipSignatures.includes(buffer.toString('hex'))) {
    const today = new Date().toISOString().slice(0, 10)
    return readOneRoster(await openZip(file.fd, limits), { errors, limits, known, today })
  }
  const bytes = file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>
  return readPlainRoster(bytes, errors, limits)
}
