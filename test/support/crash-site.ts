import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { openDb, openPool } from '../../src/platform/db/connect.ts'
import { startPostgres } from '../../src/platform/embedded/postgres.ts'
import { migrateDatabase } from '../../src/platform/migrate-database.ts'
import { reviveLost, usualPatience } from '../../src/platform/queue/relay.ts'
import { type Cast, castOn } from './cast.ts'
import { query } from './empty-database.ts'
import { freePort } from './ports.ts'
import { eventually, type Started, type useProcesses } from './processes.ts'
import { steppedFfmpeg } from './stepped-ffmpeg.ts'

/** Where a transaction can be held: by its own lock, which is gone with PostgreSQL. */
export const gates = { placing: 1, publishing: 2 } as const
export type Gate = keyof typeof gates

const lockClass = 4711

/** A deployment of real processes: PostgreSQL, an API and a worker, each of which can be killed and started again. */
export async function openCrashSite(
  { folder, run }: ReturnType<typeof useProcesses>,
  redisUrl: string | undefined,
) {
  const home = path.join(folder, 'pg')
  // Not the fast one: what was committed must be there after it was killed.
  let postgres = await startPostgres({ folder: home })
  const at = new URL(postgres.url)
  await query(at.href, 'create database interlude')
  at.pathname = '/interlude'
  const databaseUrl = at.href
  await migrateDatabase({ redisUrl }, databaseUrl)
  await query(databaseUrl, gateTriggers)
  const ffmpeg = await steppedFfmpeg(folder)
  const port = String(await freePort())
  const dataDir = path.join(folder, 'data')
  const env = {
    ...{ DATABASE_URL: databaseUrl, AUTH_SECRET: 'a secret that only the tests know of', DATA_DIR: dataDir },
    ...{ PORT: port, FFMPEG_PATH: ffmpeg.file, ...(redisUrl && { REDIS_URL: redisUrl }) },
  }
  const db = openDb(openPool(databaseUrl, () => {}, 4))
  const startApi = async () => {
    const api = run('src/main.ts', env)
    await api.says('Interlude answers at')
    return api
  }
  const startWorker = async () => {
    const worker = run('workers/main.ts', env)
    await worker.complains('worker is ready')
    return worker
  }
  let [api, worker]: Started[] = await Promise.all([startApi(), startWorker()])
  const cast: Cast = await castOn(db, `http://127.0.0.1:${port}`)
  let gatekeeper = await openGatekeeper(databaseUrl)

  const site = {
    ...{ folder, dataDir, databaseUrl, db, ffmpeg, cast },
    async killWorker() {
      worker?.kill('SIGKILL')
      await worker?.ended
      worker = await startWorker()
      await site.minutePasses('were killed')
    },
    async killApi() {
      api?.kill('SIGKILL')
      await api?.ended
      api = await startApi()
    },
    /** The gates are all open afterwards. */
    async killPostgres(signal: NodeJS.Signals) {
      const postmaster = Number(
        readFileSync(path.join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
      )
      process.kill(postmaster, signal)
      await postgres.ended
      gatekeeper.destroy()
      postgres = await startPostgres({ folder: home, port: Number(at.port) })
      gatekeeper = await openGatekeeper(databaseUrl)
    },
    async close(gate: Gate) {
      // Locked twice it would have to be opened twice.
      if (gatekeeper.closed.has(gate)) return
      gatekeeper.closed.add(gate)
      await gatekeeper.query(`select pg_advisory_lock(${lockClass}, ${gates[gate]})`)
    },
    async open(gate: Gate) {
      if (!gatekeeper.closed.delete(gate)) return
      await gatekeeper.query(`select pg_advisory_unlock(${lockClass}, ${gates[gate]})`)
    },
    /** How many transactions wait at the gate. */
    async waiting(gate: Gate): Promise<number> {
      const [row] = await query(
        databaseUrl,
        `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
          and classid = ${lockClass} and objid = ${gates[gate]}`,
      )
      return Number(row?.n)
    },
    /** Nobody waits a minute here for a lost hint to be noticed, nor for a runner that was killed. */
    async minutePasses(runners: 'live' | 'were killed') {
      await query(
        databaseUrl,
        `update outbox set seen_at = seen_at - interval '2 minutes', published_at = published_at - interval '2 minutes'
          where finished_at is null ${runners === 'live' ? 'and seen_at is null' : ''}`,
      )
      await reviveLost(db, usualPatience)
      await site.hurry()
    },
    /** Nor for the pause between two tries. */
    hurry: () =>
      query(
        databaseUrl,
        `update outbox set not_before = null where not_before is not null and finished_at is null; notify outbox`,
      ),
    async end() {
      gatekeeper.destroy()
      worker?.kill('SIGKILL')
      api?.kill('SIGKILL')
      await Promise.all([worker?.ended, api?.ended])
      await db.destroy()
      await postgres.stop()
    },
  }
  return site
}

export type CrashSite = Awaited<ReturnType<typeof openCrashSite>>

const gateTriggers = `
  create function wait_at_gate() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared(${lockClass}, tg_argv[0]::integer);
    return new;
  end $$;
  create trigger gate_of_placing before insert on stored_objects for each row
    when (new.object_key like '%storyboard%') execute function wait_at_gate(${gates.placing});
  create trigger gate_of_publishing before insert on renditions for each row
    execute function wait_at_gate(${gates.publishing});`

async function openGatekeeper(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await eventually(() => query(databaseUrl, 'select 1'))
  await client.connect()
  return {
    closed: new Set<Gate>(),
    query: (text: string) => client.query(text),
    destroy: () => void client.end().catch(() => {}),
  }
}

/** Everything that is in the queue, and nothing of the outbox. */
export async function emptyQueue(databaseUrl: string): Promise<void> {
  const tables = await query(
    databaseUrl,
    `select format('bullmq.%I', tablename) as name from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'`,
  )
  if (tables.length === 0) throw new Error('there is no queue to empty')
  await query(databaseUrl, `truncate ${tables.map(({ name }) => name).join(', ')} cascade`)
}
