import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { DistrictId, OrganisationId, SiteId } from '../platform/ids.ts'

export interface DistrictNow {
  readonly id: DistrictId
  readonly name: string
}
export interface SiteNow extends Pick<DistrictNow, 'name'> {
  readonly id: SiteId
  readonly districtId: DistrictId
}

/** Writes districts and then sites, new ones and ones that are called or belong differently, in the caller's transaction. */
export async function writePlaces(
  db: Db,
  organisationId: OrganisationId,
  { districts, sites }: { readonly districts: readonly DistrictNow[]; readonly sites: readonly SiteNow[] },
): Promise<void> {
  for (const piece of inPieces(districts)) {
    await db
      .insertInto('districts')
      .values(piece.map((district) => ({ organisationId, ...district })))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({ name: ref('excluded.name') })),
      )
      .execute()
  }
  for (const piece of inPieces(sites)) {
    await db
      .insertInto('sites')
      .values(piece.map((site) => ({ organisationId, ...site })))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          districtId: ref('excluded.districtId'),
        })),
      )
      .execute()
  }
}
