import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { claimFolder } from './claim-folder.ts'
import { type EmbeddedPostgres, startPostgres } from './postgres.ts'

interface Embedded {
  readonly postgres: EmbeddedPostgres
  /** Of our own database in it. */
  readonly databaseUrl: string
  /** Made on the first start and kept, so that sign-ins outlive a restart. */
  readonly authSecret: string
}

/** What the embedded default needs and nobody set up: a data folder that is ours alone, a database and a secret. */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  await claimFolder(dataDir)
  const postgres = await startPostgres({ folder: path.join(dataDir, 'postgres') })
  const databaseUrl = await ownDatabase(postgres.url)
  return { postgres, databaseUrl, authSecret: ownSecret(path.join(dataDir, 'auth-secret')) }
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

function ownSecret(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
  }
  return readFileSync(file, 'utf8').trim()
}
