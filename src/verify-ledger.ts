import { parseArgs } from 'node:util'
import { verifyLedger } from './clips/verify-ledger.ts'
import { verifyAudit } from './identity/verify-audit.ts'
import { ConfigError } from './platform/config.ts'
import { isUuid } from './platform/db/page.ts'
import type { Db } from './platform/db/schema.ts'
import { askDatabase } from './platform/embedded/ask-database.ts'
import type { OrganisationId } from './platform/ids.ts'
import { orRefuseStart } from './platform/refuse-start.ts'

/**
 * `npm run verify-ledger [-- --organisation id]`: whether every ledger in the database of DATABASE_URL, or in that of the
 * Interlude which runs on DATA_DIR, is as it was written, and every audit.
 * Prints where each chain ends (clip, rows, hash), to be kept elsewhere and compared later. Exits with 1 where one is broken.
 */
await askDatabase((db) => verify(db, organisationAsked()))

function organisationAsked(): OrganisationId | undefined {
  const { organisation } = argumentsGiven()
  if (organisation === undefined) return undefined
  if (!isUuid(organisation)) throw new ConfigError('--organisation takes the id of an organisation.')
  return organisation as OrganisationId
}

function argumentsGiven(): { organisation?: string | undefined } {
  try {
    return parseArgs({ options: { organisation: { type: 'string' } } }).values
  } catch {
    throw new ConfigError('It takes nothing, or --organisation and the id of one.')
  }
}

/** Answers whether all of them are whole. */
async function verify(db: Db, organisationId: OrganisationId | undefined): Promise<boolean> {
  const tell = (line: string) => process.stdout.write(`${line}\n`)
  let [clips, rows, broken] = [0, 0, 0]
  await orRefuseStart('The ledger cannot be read', async () => {
    for await (const chain of verifyLedger(db, { organisationId })) {
      clips++
      rows += chain.rows
      if (chain.broken) {
        broken++
        tell(`BROKEN ${chain.clipId} at row ${chain.broken.seq}: ${chain.broken.why}`)
      } else tell(`${chain.clipId} ${chain.rows} ${chain.head}`)
    }
  })
  if (broken > 0) tell(`${broken} of ${clips} ledgers are not as they were written.`)
  else tell(`All ${clips} ledgers are as they were written, ${rows} rows in all.`)
  const brokenAudits = await orRefuseStart('The audits cannot be read', () =>
    verifyAudits(db, organisationId, tell),
  )
  return broken + brokenAudits === 0
}

/** The same for what was done in offices, one chain an organisation. Answers how many are broken. */
async function verifyAudits(
  db: Db,
  organisationId: OrganisationId | undefined,
  tell: (line: string) => void,
): Promise<number> {
  let broken = 0
  const organisations = await db
    .selectFrom('organisations')
    .select('id')
    .$if(organisationId !== undefined, (query) => query.where('id', '=', organisationId as OrganisationId))
    .orderBy('id')
    .execute()
  for (const { id } of organisations) {
    const check = await verifyAudit(db, id)
    if (check.whole) continue
    broken++
    tell(`BROKEN audit of organisation ${id} at row ${check.brokenAt}`)
  }
  tell(
    broken > 0
      ? `${broken} of ${organisations.length} audits are not as they were written.`
      : `All ${organisations.length} audits are as they were written.`,
  )
  return broken
}
