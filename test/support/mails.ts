import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { mailInvitation } from '../../src/cohorts/mail-invitation.ts'
import type { InvitationId } from '../../src/platform/ids.ts'
import type { Stage } from './stage.ts'

/** The mails kept for an address, oldest first, as they would travel. */
export async function mailsTo({ folder }: Stage, address: string): Promise<string[]> {
  const files = await readdir(path.join(folder, 'mail')).catch(() => [])
  const mails = await Promise.all(
    files
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => readFile(path.join(folder, 'mail', name), 'utf8')),
  )
  return mails.filter((mail) => mail.includes(address))
}

/** Sends what an invitation's job would send, and answers the secret of the link in it. */
export async function secretOf(stage: Stage, invitation: { id: string; email: string }): Promise<string> {
  await mailInvitation(stage.platform, invitation.id as InvitationId)
  const mail = (await mailsTo(stage, invitation.email)).at(-1) ?? ''
  const link = /\/invitation#([\w-]+)/.exec(unfolded(mail))?.[1]
  if (!link) throw new Error('the mail holds no link')
  return link
}

/** Quoted-printable lines put together again. */
const unfolded = (mail: string): string => mail.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
