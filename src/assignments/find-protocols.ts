import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, ProtocolId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { builtInProtocols } from './built-in-protocols.ts'
import type { Protocol } from './protocol-schemas.ts'
import type { ProtocolStage } from './stages.ts'

/** Every read of cohorts' own protocols starts here: those of the cohorts the viewer is in now. */
export const visibleProtocols = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('protocols')
    .innerJoin('protocolVersions as version', (join) =>
      join
        .onRef('version.protocolId', '=', 'protocols.id')
        .onRef('version.versionNo', '=', 'protocols.versionNo'),
    )
    .where('protocols.cohortId', 'in', (eb) =>
      eb
        .selectFrom('memberships')
        .select('memberships.cohortId')
        .where('memberships.personId', '=', viewer.personId)
        .where('memberships.leftAt', 'is', null),
    )

export const findProtocol = async (db: Db, viewer: Viewer, id: ProtocolId) =>
  (await visibleProtocols(db, viewer)
    .select(['protocols.id', 'protocols.cohortId'])
    .where('protocols.id', '=', id)
    .executeTakeFirst()) ?? notFound('protocol')

/** Those that are built in, and a cohort's own that are in use, in the order they were first written. */
export async function findProtocols(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId | undefined,
): Promise<{ items: Protocol[] }> {
  const builtIn = builtInProtocols.map(({ key, version, title, about, stages }) => ({
    ...{ key, id: null, version, title, about },
    stages: stages.map((stage) => ({ ...stage, kinds: [...stage.kinds] })),
  }))
  if (cohortId === undefined) return { items: builtIn }
  await findCohort(db, viewer, cohortId)
  const own = await ownProtocols(db, viewer)
    .where('protocols.cohortId', '=', cohortId)
    .where('protocols.retiredAt', 'is', null)
    .orderBy('protocols.id')
    .execute()
  return { items: [...builtIn, ...own.map(show)] }
}

/** One of a cohort's own. */
export async function findShownProtocol(db: Db, viewer: Viewer, id: ProtocolId): Promise<Protocol> {
  const row = await ownProtocols(db, viewer).where('protocols.id', '=', id).executeTakeFirst()
  return row ? show(row) : notFound('protocol')
}

const ownProtocols = (db: Db, viewer: Viewer) =>
  visibleProtocols(db, viewer).select([
    'protocols.id',
    'protocols.versionNo',
    'version.title',
    'version.stages',
  ])

const show = (
  row: Awaited<ReturnType<ReturnType<typeof ownProtocols>['executeTakeFirstOrThrow']>>,
): Protocol => ({
  ...{ key: null, id: row.id, version: row.versionNo, title: { en: row.title, es: row.title }, about: null },
  stages: (row.stages as readonly ProtocolStage[]).map((stage) => ({ ...stage, kinds: [...stage.kinds] })),
})
