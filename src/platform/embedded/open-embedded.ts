import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { orRefuseStart } from '../refuse-start.ts'
import { claimFolder } from './claim-folder.ts'
import { type EmbeddedPostgres, startPostgres } from './postgres.ts'

interface Embedded {
  readonly postgres: EmbeddedPostgres
  /** Of our own database in it. */
  readonly databaseUrl: string
  /** Where none is set, one is made on the first start and kept, so that sign-ins outlive a restart. */
  readonly authSecret: string
}

/** What the embedded default needs and nobody set up: a data folder that is ours alone, a database and a secret. */
export const openEmbedded = (
  { dataDir, authSecret }: Pick<Config, 'dataDir' | 'authSecret'>,
  signal?: AbortSignal,
): Promise<Embedded> =>
  orRefuseStart(`The data folder ${dataDir} cannot be used`, async () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // One folder may have several names.
    const folder = realpathSync(dataDir)
    await claimFolder(folder)
    const secret = authSecret ?? ownSecret(path.join(folder, 'auth-secret'))
    const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), ...(signal && { signal }) })
    try {
      return { postgres, databaseUrl: await ownDatabase(postgres.url), authSecret: secret }
    } catch (error) {
      await postgres.stop()
      throw error
    }
  })

const secretBytes = 32

function ownSecret(file: string): string {
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (known.length >= secretBytes) return known
  const secret = randomBytes(secretBytes).toString('base64url')
  writeFileSync(`${file}.new`, secret, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return secret
}

async function ownDatabase(maintenanceUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'interlude'")
    if (rowCount === 0) await client.query('create database interlude')
  } finally {
    await client.end()
  }
  const url = new URL(maintenanceUrl)
  url.pathname = '/interlude'
  return url.href
}
