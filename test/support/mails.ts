import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Stage } from './stage.ts'
import { until } from './until.ts'

/** The mails to an address so far, oldest first, with soft line breaks undone. */
export async function mailsTo({ folder }: Pick<Stage, 'folder'>, address: string): Promise<string[]> {
  const mailFolder = path.join(folder, 'mail')
  const names = await readdir(mailFolder).catch(() => [])
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .toSorted()
      .map((name) => readFile(path.join(mailFolder, name), 'utf8')),
  )
  return mails.filter((mail) => mail.includes(`<${address}>`)).map((mail) => mail.replace(/=\n/g, ''))
}

/** The secret of the newest link mailed to an address, once there are so many mails to it. */
export async function mailedSecret(
  stage: Pick<Stage, 'folder'>,
  address: string,
  mails = 1,
): Promise<string> {
  await until(async () => (await mailsTo(stage, address)).length >= mails)
  const mail = (await mailsTo(stage, address)).at(-1) ?? ''
  return /\/sign-in#(signin_[\w-]{43})/.exec(mail)?.[1] ?? ''
}
