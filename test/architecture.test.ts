import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

interface Import {
  readonly from: string
  /** A path below the root for our own files, else the name of a package. */
  readonly to: string
  readonly isOurs: boolean
  readonly typeOnly: boolean
}

const filesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/^web\/(dist|node_modules)\//.test(file))

const sources = new Map(
  ['src', 'workers', 'migrations', 'web']
    .flatMap(filesIn)
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
)

/** Static, dynamic and re-exporting imports alike. A comment that quotes one would only be too strict. */
const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g

const imports: Import[] = [...sources].flatMap(([from, text]) =>
  [...text.matchAll(statement)].map((match) => {
    const target = match[2] ?? match[3] ?? match[4] ?? ''
    const isOurs = target.startsWith('.')
    const to = isOurs ? path.relative(root, path.resolve(root, path.dirname(from), target)) : target
    return { from, to, isOurs, typeOnly: match[1] !== undefined }
  }),
)

/** From the metal up. What is not named here has no place yet, and the test says so. */
const ranks: readonly (readonly [RegExp, number])[] = [
  [/^src\/platform\//, 0],
  [/^src\/identity\//, 1],
  [/^src\/calendars\//, 1.5],
  [/^src\/cohorts\//, 2],
  [/^src\/clips\//, 3],
  [/^src\/(captions|retention|meetings|coaching)\//, 4],
  [/^src\/cycles\//, 4.2],
  [/^src\/assignments\//, 4.5],
  [/^src\/threads\//, 5],
  [/^src\/exemplars\//, 5.2],
  [/^src\/(packs|notices)\//, 5.5],
  [/^src\/(pages|demo|my-data|rosters|reports)\//, 6],
  [/^src\/(app|jobs)\.ts$|^src\/seed\//, 7],
  [/^src\/(main|migrate|seed|verify-ledger|status|what-happened|add-organisation)\.ts$|^workers\//, 8],
]
const rankOf = (file: string): number | undefined => ranks.find(([place]) => place.test(file))?.[1]
const roomOf = (file: string): string =>
  file.startsWith('workers/') ? 'workers' : file.split('/').slice(0, 2).join('/')
const server = imports.filter(({ from }) => from.startsWith('src/') || from.startsWith('workers/'))
const told = ({ from, to }: Import): string => `${from} → ${to}`

describe('the architecture', () => {
  test('is really looked at', () => {
    expect(sources.size).toBeGreaterThan(150)
    expect(imports.length).toBeGreaterThan(600)
    const unknown = imports.filter(({ isOurs, to }) => isOurs && /\.tsx?$/.test(to) && !sources.has(to))
    expect(unknown.map(told)).toEqual([])
    // One import of each kind that the rules below would have to see.
    expect(imports.map(told)).toContain('src/threads/start-thread.ts → src/clips/find-clip.ts')
    expect(imports.map(told)).toContain('src/platform/media/run-ffmpeg.ts → fluent-ffmpeg')
    expect(imports.some(({ typeOnly }) => typeOnly)).toBe(true)
  })

  test('gives every file a rank', () => {
    const homeless = [...sources.keys()].filter(
      (file) => /^(src|workers)\//.test(file) && rankOf(file) === undefined,
    )
    expect(homeless).toEqual([])
  })

  test('has arrows that point down, or stay in their own room', () => {
    const wrong = server
      .filter(({ isOurs, to }) => isOurs && rankOf(to) !== undefined)
      .filter(({ from, to }) => roomOf(from) !== roomOf(to) && (rankOf(to) ?? 0) >= (rankOf(from) ?? 0))
    expect(wrong.map(told)).toEqual([])
  })

  test('has no circles, types included', () => {
    const next = Map.groupBy(
      imports.filter(({ to }) => sources.has(to)),
      ({ from }) => from,
    )
    const done = new Set<string>()
    const circles: string[] = []
    const walk = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      if (done.has(file) || trail.includes(file)) return
      for (const { to } of next.get(file) ?? []) walk(to, [...trail, file])
      done.add(file)
    }
    for (const file of sources.keys()) walk(file, [])
    expect(circles).toEqual([])
  })

  test('lets routes be imported by the app alone', () => {
    const wrong = server.filter(({ from, to }) => /routes?\.ts$/.test(to) && from !== 'src/app.ts')
    expect(wrong.map(told)).toEqual([])
  })

  test.each<[string, RegExp, RegExp]>([
    ['fluent-ffmpeg', /^fluent-ffmpeg$/, /^src\/platform\/media\/run-ffmpeg\.ts$/],
    ['BullMQ', /^bullmq(\/|$)/, /^src\/platform\/queue\//],
    ['ioredis', /^ioredis(\/|$)/, /^src\/platform\/queue\//],
    ['the AWS SDK', /^@aws-sdk\//, /^src\/platform\/storage\//],
    ['better-auth', /^better-auth(\/|$)/, /^src\/identity\//],
    ['the OpenID client', /^openid-client$/, /^src\/identity\//],
    ['nodemailer', /^nodemailer$/, /^src\/platform\/mail\//],
    ['the tus server', /^@tus\//, /^src\/(platform\/storage|clips)\//],
    ['pg', /^pg$/, /^src\/platform\/|^src\/identity\/auth\.ts$/],
    ['the media pipeline', /^src\/platform\/media\//, /^workers\/|^src\/platform\/media\//],
    [
      'the embedded PostgreSQL',
      /^src\/platform\/embedded\//,
      /^src\/((main|seed|verify-ledger|status|what-happened)\.ts|platform\/embedded\/)|^workers\/main\.ts$/,
    ],
  ])('keeps %s with its owner', (_what, target, owner) => {
    const all = server.filter(({ to }) => target.test(to))
    expect(all.length).toBeGreaterThan(0)
    expect(all.filter(({ from }) => !owner.test(from)).map(told)).toEqual([])
  })

  test('reads the environment in one place', () => {
    const readers = [...sources].filter(([, text]) => /process\.env\b/.test(text)).map(([file]) => file)
    expect(readers).toEqual(['src/platform/config.ts'])
  })

  test('lets migrations import Kysely and nothing of ours', () => {
    const all = imports.filter(({ from }) => from.startsWith('migrations/'))
    expect(all.length).toBeGreaterThan(0)
    expect(all.filter(({ to }) => to !== 'kysely').map(told)).toEqual([])
  })

  test('gives the web client types of the server, from schemas and the boot page, and nothing else', () => {
    const all = imports.filter(({ from, to }) => from.startsWith('web/') && to.startsWith('src/'))
    expect(all.length).toBeGreaterThan(0)
    const wrong = all.filter(
      ({ to, typeOnly }) =>
        !typeOnly || !/^src\/([\w-]+\/(\w+-)*schemas|platform\/http\/schemas|pages\/boot)\.ts$/.test(to),
    )
    expect(wrong.map(told)).toEqual([])
  })

  test('keeps policies, states, moments and plans pure: no await, no database, no clock', () => {
    const pure = [...sources].filter(([file]) =>
      /^src\/.*\/(policy|states|moments|kinds|parts|roles|rendition-plan|stage-rules|choose-stage|remux-gate|failures|upload-rules|ending-dates)\.ts$/.test(
        file,
      ),
    )
    expect(pure.length).toBeGreaterThan(8)
    const impure = pure.filter(([file, text]) => {
      const readsOutside = /\bawait\b|Date\.now|new Date\(\)|setTimeout/.test(text)
      const usesDb = imports.some(
        ({ from, to, typeOnly }) => from === file && !typeOnly && /^kysely$|platform\/db\//.test(to),
      )
      return readsOutside || usesDb
    })
    expect(impure.map(([file]) => file)).toEqual([])
  })

  test('has no barrels, no vague names, and no file too long to read', () => {
    const vague = /(^|[/-])(services?|managers?|helpers?|utils?|core|common|base|index|misc)\.tsx?$/
    expect([...sources.keys()].filter((file) => vague.test(file))).toEqual([])
    const barrels = [...sources]
      .filter(([, text]) => /^export (\*|\{[^}]*\}) from/m.test(text))
      .map(([file]) => file)
    expect(barrels).toEqual([])
    const isTypes = (file: string) => /^src\/platform\/db\/(schema|between-tables)\.ts$/.test(file)
    const long = [...sources].filter(([file, text]) => !isTypes(file) && text.split('\n').length > 300)
    expect(long.map(([file]) => file)).toEqual([])
  })

  test('has each table written by one folder', () => {
    const writers = new Map<string, Set<string>>()
    for (const [file, text] of sources) {
      if (!/^(src|workers)\//.test(file)) continue
      for (const [, table = ''] of text.matchAll(/\.(?:insertInto|updateTable|deleteFrom)\('(\w+)'\)/g)) {
        writers.set(table, (writers.get(table) ?? new Set()).add(roomOf(file)))
      }
    }
    expect(writers.size).toBeGreaterThan(10)
    const shared = [...writers]
      .filter(([, rooms]) => rooms.size > 1)
      .map(([table, rooms]) => `${table}: ${[...rooms]}`)
    expect(shared).toEqual([])
  })
})
