import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendLedger } from '../../src/clips/append-ledger.ts'
import { ledgerEvents } from '../../src/clips/ledger-events.ts'
import { verifyLedger } from '../../src/clips/verify-ledger.ts'
import { appendAudit } from '../../src/identity/append-audit.ts'
import { type ClipId, newId } from '../../src/platform/ids.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { type Column, changes, openTamperer } from '../support/tamper.ts'

let stage: Stage
let tamperer: Awaited<ReturnType<typeof openTamperer>>
beforeAll(async () => {
  stage = await openStage()
  tamperer = await openTamperer(stage.databaseUrl)
})
afterAll(async () => {
  await tamperer.close()
  await stage.close()
})

/** The same numbers each time: a round that fails fails again. */
function dice(seed: number) {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** A clip whose ledger has this many rows: of persons, through cohorts, of the system, with and without detail. */
async function ledgerOf(rows: number, roll = dice(rows)): Promise<ClipId> {
  const { leslie, ana, liz, maple } = stage.cast
  const { organisationId, personId: ownerId } = leslie.viewer
  const clipId = newId<ClipId>()
  const { db } = stage.platform
  await db
    .insertInto('clips')
    .values({ organisationId, id: clipId, ownerId, title: 'A lesson', state: 'receiving' })
    .execute()
  const people = [leslie, ana, liz].map(({ viewer }) => viewer.personId)
  for (let row = 0; row < rows; row++) {
    await db.transaction().execute((trx) =>
      appendLedger(trx, {
        ...{ organisationId, clipId },
        what: ledgerEvents[roll(ledgerEvents.length)] ?? 'play',
        personId: people[roll(4)] ?? null,
        cohortId: roll(2) === 0 ? maple : null,
        ...(roll(2) === 0 && { detail: { z: roll(9), a: 'text', b: null, é: true } }),
      }),
    )
  }
  return clipId
}

async function verdict(clipId: ClipId) {
  for await (const { broken } of verifyLedger(stage.platform.db, { clipId })) return broken
  throw new Error('nothing was verified')
}

describe('INV-36: the verifier', () => {
  test('finds a chain whole, tells where it ends, and reads it in steps', async () => {
    const clipId = await ledgerOf(7)
    const head = await stage.platform.db
      .selectFrom('ledgerHeads')
      .select('hash')
      .where('clipId', '=', clipId)
      .executeTakeFirstOrThrow()
    const seen = []
    for await (const chain of verifyLedger(stage.platform.db, { clipId })) seen.push(chain)
    expect(seen).toEqual([{ clipId, rows: 7, head: head.hash.toString('hex'), broken: null }])
  })

  test.each(Object.keys(changes) as Column[])('finds a changed %s, in each row', async (column) => {
    for (const seq of [1, 2, 3]) {
      const clipId = await ledgerOf(3)
      await tamperer.change(clipId, seq, column)
      const expected = column === 'clip_id' || column === 'seq' ? /removed|head does not match/ : /changed/
      const broken = await verdict(clipId)
      expect(broken?.why).toMatch(expected)
      if (broken?.why !== 'head does not match') expect(broken?.seq).toBe(seq)
    }
  })

  test.each([
    ['first', 1, { seq: 1, why: 'removed' }],
    ['middle', 3, { seq: 3, why: 'removed' }],
    ['last', 5, { seq: 5, why: 'head does not match' }],
  ])('finds the %s row missing', async (_which, seq, expected) => {
    const clipId = await ledgerOf(5)
    await tamperer.remove(clipId, seq)
    expect(await verdict(clipId)).toEqual(expected)
  })

  test('finds a whole chain missing whose head is there, and a head missing whose chain is there', async () => {
    const [clipId, other] = [await ledgerOf(2), await ledgerOf(2)]
    await tamperer.sql('delete from ledger where clip_id = $1', [clipId])
    await tamperer.sql('delete from ledger_heads where clip_id = $1', [other])
    expect((await verdict(clipId))?.why).toBe('head does not match')
    expect((await verdict(other))?.why).toBe('head does not match')
  })

  test('finds two rows swapped, also where each keeps its place in the count', async () => {
    const clipId = await ledgerOf(5)
    await tamperer.swap(clipId, 2, 4)
    expect(await verdict(clipId)).toEqual({ seq: 2, why: 'reordered' })
    await tamperer.swap(clipId, 2, 4)
    expect(await verdict(clipId)).toBeNull()
  })

  test('finds a forged row, made by the book, in the middle and at the end', async () => {
    const [middle, end] = [await ledgerOf(4), await ledgerOf(4)]
    await tamperer.forge(middle, 2)
    expect(await verdict(middle)).toEqual({ seq: 4, why: 'reordered' })
    await tamperer.forge(end, 4)
    expect(await verdict(end)).toEqual({ seq: 5, why: 'head does not match' })
  })

  test('reads a ledger of more rows than it holds at once to its end', { timeout: 60_000 }, async () => {
    const clipId = await ledgerOf(0)
    const { organisationId, personId } = stage.cast.ana.viewer
    await stage.platform.db.transaction().execute(async (trx) => {
      for (let row = 0; row < 1001; row++) {
        await appendLedger(trx, { organisationId, clipId, what: 'play', personId })
      }
    })
    expect(await verdict(clipId)).toBeNull()
    await tamperer.change(clipId, 1001, 'at')
    expect(await verdict(clipId)).toEqual({ seq: 1001, why: 'changed' })
    await tamperer.remove(clipId, 1000)
    expect(await verdict(clipId)).toEqual({ seq: 1000, why: 'removed' })
  })

  test('finds any one tampering with any ledger', { timeout: 60_000 }, async () => {
    const roll = dice(20_261_125)
    const columns = Object.keys(changes) as Column[]
    for (let round = 0; round < 200; round++) {
      const rows = 1 + roll(6)
      const clipId = await ledgerOf(rows, roll)
      expect(await verdict(clipId), `round ${round}`).toBeNull()
      const seq = 1 + roll(rows)
      const how = roll(6)
      if (how === 0) await tamperer.remove(clipId, seq)
      else if (how === 1 && rows > 1) await tamperer.swap(clipId, seq, 1 + (seq % rows))
      else if (how === 2) await tamperer.forge(clipId, seq)
      else if (how === 3) {
        await tamperer.sql('update ledger_heads set seq = seq - 1 where clip_id = $1', [clipId])
      } else await tamperer.change(clipId, seq, columns[roll(columns.length)] ?? 'hash')
      expect(await verdict(clipId), `round ${round}: ${how} at ${seq} of ${rows}`).not.toBeNull()
    }
  })

  test('takes an erased person for no change, and an assumed name for one', async () => {
    const clipId = await ledgerOf(6, () => 0)
    const { db } = stage.platform
    await db
      .updateTable('ledger')
      .set({ personId: null, personSalt: null })
      .where('clipId', '=', clipId)
      .where('seq', '<', 4)
      .execute()
    expect(await verdict(clipId)).toBeNull()
    await tamperer.set(clipId, 2, "person_id = $3, person_salt = '\\x00'", [stage.cast.ana.viewer.personId])
    expect(await verdict(clipId)).toEqual({ seq: 2, why: 'changed' })
  })
})

describe('INV-11: the ledger', () => {
  test('is only ever added to: nothing of it is changed, removed or emptied', async () => {
    const clipId = await ledgerOf(3)
    const { db, pool } = stage.platform
    const where = `where clip_id = '${clipId}'`
    const refused = [
      ...Object.values(changes).map((change) => `update ledger set ${change} ${where}`),
      // To erase somebody and change another thing by the way.
      `update ledger set person_id = null, person_salt = null, what = 'export' ${where}`,
      `update ledger set person_id = null, person_salt = null, person_hash = null ${where} and person_hash is not null`,
      `delete from ledger ${where}`,
      'truncate ledger',
      'truncate ledger cascade',
    ]
    for (const text of refused) {
      await expect(pool.query(text), text).rejects.toThrow('the ledger is only ever added to')
    }
    const rows = await db.selectFrom('ledger').select('seq').where('clipId', '=', clipId).execute()
    expect(rows).toHaveLength(3)
    expect(await verdict(clipId)).toBeNull()
  })
})

describe('npm run verify-ledger', () => {
  const command = (databaseUrl: string, ...words: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(
        process.execPath,
        [path.resolve(import.meta.dirname, '../../src/verify-ledger.ts'), ...words],
        { env: { DATABASE_URL: databaseUrl, AUTH_SECRET: 'a secret that only the tests know of' } },
        (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })

  test('says that all is well, and where each chain ends; or lists what is broken, and fails', async () => {
    const other = await openStage()
    const mine = stage
    stage = other
    const [one, two] = [await ledgerOf(3), await ledgerOf(2)]
    stage = mine
    try {
      const well = await command(other.databaseUrl)
      expect([well.code, well.err]).toEqual([0, ''])
      expect(well.out).toMatch(new RegExp(`^${one} 3 [0-9a-f]{64}$`, 'm'))
      expect(well.out).toMatch(/^All 2 ledgers are as they were written, 5 rows in all\.$/m)
      const breaking = await openTamperer(other.databaseUrl)
      await breaking.remove(two, 1)
      await breaking.close()
      const { organisationId } = other.cast.leslie.viewer
      await appendAudit(other.platform.db, other.cast.dana.viewer, 'try-something')
      const tamperer = new pg.Client(other.databaseUrl)
      await tamperer.connect()
      await tamperer.query(`set session_replication_role = replica; update audit set what = 'something-else'`)
      await tamperer.end()
      const broken = await command(other.databaseUrl, '--organisation', organisationId)
      expect(broken.code).toBe(1)
      expect(broken.out).toContain(`BROKEN ${two} at row 1: removed\n`)
      expect(broken.out).toContain('1 of 2 ledgers are not as they were written.')
      expect(broken.out).toContain(`BROKEN audit of organisation ${organisationId} at row 1\n`)
      expect(broken.out).toContain('1 of 1 audits are not as they were written.')
      const elsewhere = await command(other.databaseUrl, '--organisation', randomUUID())
      expect([elsewhere.code, elsewhere.out]).toEqual([
        0,
        'All 0 ledgers are as they were written, 0 rows in all.\nAll 0 audits are as they were written.\n',
      ])
    } finally {
      await other.close()
    }
  })

  test('refuses what it does not understand in one sentence', async () => {
    for (const words of [['--organisation', 'x'], ['--clip'], ['a']]) {
      const { code, out, err } = await command(stage.databaseUrl, ...words)
      expect([code, out, err.trim().split('\n').length]).toEqual([1, '', 1])
    }
  })
})
