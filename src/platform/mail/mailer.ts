import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import nodemailer from 'nodemailer'
import type { Config } from '../config.ts'

export interface Mail {
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  /** Plain text. Never holds a clip's title, nor anything that was said: mailboxes are read in staff rooms. */
  readonly text: string
}

export interface Mailer {
  /** Resolves once the mail server took it. Sending again sends a second mail, so ids of jobs make it once. */
  send(mail: Mail): Promise<void>
  close(): void
}

/** Over SMTP; without a server, as .eml files below the data folder, for whoever tries Interlude out. */
export const openMailer = (config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>): Mailer =>
  config.smtpUrl === undefined
    ? mailsInFolder(path.join(config.dataDir, 'mail'), config.mailFrom)
    : mailsBySmtp(config.smtpUrl, config.mailFrom)

function mailsBySmtp(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport(url, { from })
  return {
    async send(mail) {
      await transport.sendMail({ ...mail, headers: { 'Auto-Submitted': 'auto-generated' } })
    },
    close: () => transport.close(),
  }
}

/** One file a mail, named by when it was sent, readable by the folder's owner alone: mails hold links that sign in. */
function mailsInFolder(folder: string, from: string): Mailer {
  const composer = nodemailer.createTransport(
    { streamTransport: true, buffer: true, newline: 'unix' },
    { from },
  )
  return {
    async send(mail) {
      const { message } = await composer.sendMail(mail)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID()}`
      await writeFile(path.join(folder, `.${name}`), message as Buffer, { mode: 0o600, flush: true })
      await rename(path.join(folder, `.${name}`), path.join(folder, `${name}.eml`))
    },
    close: () => composer.close(),
  }
}
