import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { mailInvitation } from '../../src/cohorts/mail-invitation.ts'
import type { InvitationId } from '../../src/platform/ids.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'

/** The mails kept for an address, oldest first, as they would travel. */
export async function mailsTo({ folder }: Pick<Stage, 'folder'>, address: string): Promise<string[]> {
  const files = await readdir(path.join(folder, 'mail')).catch(() => [])
  const mails = await Promise.all(
    files
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => readFile(path.join(folder, 'mail', name), 'utf8')),
  )
  return mails.filter((mail) => mail.includes(address)).map(unfolded)
}

/** Sends what an invitation's job would send, and answers the secret of the link in it. */
export async function secretOf(stage: Stage, invitation: { id: string; email: string }): Promise<string> {
  await mailInvitation(stage.platform, invitation.id as InvitationId)
  const mail = (await mailsTo(stage, invitation.email)).at(-1) ?? ''
  const link = /\/invitation#([\w-]+)/.exec(mail)?.[1]
  if (!link) throw new Error('the mail holds no link')
  return link
}

/** Quoted-printable lines put together again. */
const unfolded = (mail: string): string => mail.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')

/** The secret of the newest link to sign in with that was mailed to an address, once there are so many mails to it. */
export async function mailedSecret(
  stage: Pick<Stage, 'folder'>,
  address: string,
  mails = 1,
): Promise<string> {
  await until(async () => (await mailsTo(stage, address)).length >= mails)
  const mail = (await mailsTo(stage, address)).at(-1) ?? ''
  return /\/sign-in#(signin_[\w-]{43})/.exec(mail)?.[1] ?? ''
}
