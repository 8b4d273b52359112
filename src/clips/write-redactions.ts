import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import type { Redaction } from './cut-schemas.ts'

interface OfCut {
  readonly organisationId: OrganisationId
  readonly clipId: ClipId
  readonly cutNo: number
}

/** Says what a cut hides, behind `from` that were said before, in the transaction that makes the cut or its recording. */
export async function writeRedactions(
  db: Db,
  cut: OfCut,
  redactions: readonly Redaction[],
  from = 0,
): Promise<void> {
  if (redactions.length === 0) return
  await db
    .insertInto('redactions')
    .values(
      redactions.map((redaction, at) => {
        const region = redaction.kind === 'mute' ? null : redaction.region
        return {
          ...cut,
          ...{
            position: from + at,
            kind: redaction.kind,
            startMs: redaction.startMs,
            endMs: redaction.endMs,
          },
          ...{ regionX: region?.x ?? null, regionY: region?.y ?? null },
          ...{ regionWidth: region?.width ?? null, regionHeight: region?.height ?? null },
        }
      }),
    )
    .execute()
}
