import type { ExportId } from '../../src/platform/ids.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { makeExport } from '../../workers/make-export.ts'
import type { Person } from './cast.ts'
import { filesIn } from './zip.ts'

const never = new AbortController().signal

/** Does what a worker does with the export. */
export const runExport = (platform: Platform, exportId: ExportId, signal = never): Promise<void> =>
  makeExport.run({ exportId }, { platform, tools: undefined as never, scratch: '' }, signal)

export async function askForExport(who: Person): Promise<ExportId> {
  const { status, body } = await who.post('/api/v1/me/exports')
  if (status !== 202) throw new Error(`the export was refused: ${body.code}`)
  return body.id
}

/** The files of a person's export, made just now. */
export async function exportOf(platform: Platform, who: Person): Promise<Map<string, Buffer>> {
  const id = await askForExport(who)
  await runExport(platform, id)
  const response = await who.fetch(`/api/v1/me/exports/${id}/file`)
  if (response.status !== 200) throw new Error(`the file was refused: ${response.status}`)
  return filesIn(Buffer.from(await response.arrayBuffer()))
}
