import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../src/platform/embedded/postgres.ts'
import { migrateDatabase } from '../../src/platform/migrate-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the maintenance database of the one PostgreSQL that this run has. */
    postgresUrl: string
  }
}

/** Databases of tests are copies of this one, which is migrated once. */
export const template = 'interlude_template'

/** One PostgreSQL for the whole run. It promises nothing about power cuts, and is quick for it. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-tests-'))
  const postgres = await startPostgres({ folder, fast: true })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  const url = new URL(postgres.url)
  url.pathname = `/${template}`
  await migrateDatabase({ redisUrl: undefined }, url.href)
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
