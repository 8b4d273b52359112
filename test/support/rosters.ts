import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { Caller } from './caller.ts'

type Cells = readonly (string | number)[]

const csv = (header: string, rows: readonly Cells[]): string =>
  [header, ...rows.map((row) => row.map((cell) => quoted(String(cell))).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

export interface OneRoster {
  readonly mode?: 'bulk' | 'delta'
  /** sourcedId, status, name, type, parentSourcedId */
  readonly orgs?: readonly Cells[]
  /** sourcedId, status, givenName, familyName, email */
  readonly users: readonly Cells[]
  /** userSourcedId, status, role, orgSourcedId */
  readonly roles: readonly Cells[]
  readonly more?: Readonly<Record<string, string>>
}

/** A OneRoster 1.2 export with the columns of the binding. */
export function oneRosterFiles({
  mode = 'bulk',
  orgs,
  users,
  roles,
  more = {},
}: OneRoster): Record<string, string> {
  const dated = (status: unknown) => (status === '' ? '' : '2026-08-01T00:00:00.000Z')
  const manifest: Cells[] = [
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.2'],
    ['file.orgs', orgs ? mode : 'absent'],
    ['file.users', mode],
    ['file.roles', mode],
    ['file.classes', more['classes.csv'] ? mode : 'absent'],
    ['file.enrollments', more['enrollments.csv'] ? mode : 'absent'],
    ['source.systemName', 'a school information system'],
  ]
  return {
    'manifest.csv': csv('propertyName,value', manifest),
    ...(orgs && {
      'orgs.csv': csv(
        'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
        orgs.map(([id = '', status = '', name = '', type = '', parent = '']) => [
          ...[id, status, dated(status), name, type, '', parent],
        ]),
      ),
    }),
    'users.csv': csv(
      'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
      users.map(([id = '', status = '', given = '', family = '', email = '']) => [
        ...[id, status, dated(status), 'true', `user-${id}`, '', given, family, '', '', email],
        ...['', '', '', '', 'secret', '', '', '', '', '', ''],
      ]),
    ),
    'roles.csv': csv(
      'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
      roles.map(([user = '', status = '', role = '', org = ''], at) => [
        ...[`role-${at}`, status, dated(status), user, 'primary', role, '', '', org, ''],
      ]),
    ),
    ...more,
  }
}

interface Sending {
  readonly source?: string
  readonly dryRun?: boolean
}

/** Sends a list: a text as CSV, bytes as they are, anything else as a OneRoster zip. */
export async function sendRoster(
  who: Caller,
  roster: string | Buffer | OneRoster,
  { source = 'district 12', dryRun = false }: Sending = {},
) {
  const bytes =
    typeof roster === 'string' || Buffer.isBuffer(roster)
      ? Buffer.from(roster as string)
      : await zipOf(oneRosterFiles(roster))
  const form = new FormData()
  form.append('source', source)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'roster')
  return who.send('POST', `/api/v1/roster-imports?dryRun=${dryRun}`, { body: form })
}
