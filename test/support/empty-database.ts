import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database in which nothing is, not even migrated. It goes with the run's PostgreSQL. */
export async function emptyDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const name = `empty_${randomBytes(8).toString('hex')}`
  await query(url.href, `create database ${name}`)
  url.pathname = `/${name}`
  return url.href
}

/** One query over a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
