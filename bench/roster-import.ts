/**
 * How long does a whole network's roster take? Sends a OneRoster export of 12,800 staff among students to a database of
 * its own: tried first, then applied, then applied once more.
 *
 *   node bench/roster-import.ts [staff, 12800 unless given] [students, 60000 unless given]
 *
 * How to read it: seconds from the file's last byte to the answer. The target is less than 60 for 12,800 people; the second
 * time must change nothing.
 */
import { createOrganisation } from '../src/identity/create-organisation.ts'
import { writePeople } from '../src/identity/write-people.ts'
import { newId, type PersonId } from '../src/platform/ids.ts'
import { importRoster } from '../src/rosters/import-roster.ts'
import { receiveRoster } from '../src/rosters/receive-roster.ts'
import { oneRosterFiles, zipOf } from '../test/support/rosters.ts'
import { onOwnPostgres } from './own-database.ts'

const staff = Number(process.argv[2] ?? 12_800)
const students = Number(process.argv[3] ?? 60_000)
const schools = Math.ceil(staff / 40)
const say = (line: string) => process.stdout.write(`${line}\n`)

const school = (n: number) => `school-${n % schools}`
const zip = await zipOf(
  oneRosterFiles({
    orgs: [
      ...Array.from({ length: 13 }, (_, n) => [`district-${n}`, '', `District ${n}`, 'district', '']),
      ...Array.from({ length: schools }, (_, n) => [
        school(n),
        '',
        `School ${n}`,
        'school',
        `district-${n % 13}`,
      ]),
    ],
    users: [
      ...Array.from({ length: students }, (_, n) => [`student-${n}`, '', 'A', 'Student', '']),
      ...Array.from({ length: staff }, (_, n) => [
        `staff-${n}`,
        '',
        `Given${n}`,
        `Family${n}`,
        `p${n}@bench.example`,
      ]),
    ],
    roles: [
      ...Array.from({ length: students }, (_, n) => [`student-${n}`, '', 'student', school(n)]),
      ...Array.from({ length: staff }, (_, n) => [
        `staff-${n}`,
        '',
        n < schools ? 'principal' : 'teacher',
        school(n),
      ]),
    ],
  }),
)
say(`${staff} staff among ${students} students in ${(zip.length / 2 ** 20).toFixed(1)} MiB`)

await onOwnPostgres(async (open) => {
  const { db } = await open('roster')
  const organisationId = await createOrganisation(db, 'A network')
  const personId = newId<PersonId>()
  const email = 'admin@bench.example'
  await writePeople(
    db,
    organisationId,
    [{ id: personId, name: 'Admin', email, siteId: null, roles: ['administrator'] }],
    null,
  )
  for (const [what, dryRun] of [
    ['tried', true],
    ['applied', false],
    ['applied again', false],
  ] as const) {
    const received = await receiveRoster(parts())
    const start = performance.now()
    const report = await importRoster(db, { organisationId, personId }, { ...received, dryRun })
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    await received.close()
    const { toAdd, toChange, toDepart, unchanged, skipped, errors } = report
    say(
      `${what.padEnd(14)} ${seconds} s   ${JSON.stringify({ toAdd, toChange, toDepart, unchanged, skipped, errors })}`,
    )
  }
})

async function* parts() {
  yield { type: 'field' as const, fieldname: 'source', value: 'bench' }
  yield {
    type: 'file' as const,
    fieldname: 'file',
    file: (async function* () {
      yield zip
    })(),
  }
}
