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
  /** Where the same mail may be sent twice, by which mailboxes know that it is the same. In angle brackets. */
  readonly messageId?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The mail server will not take mail for this address, and says so for good (RFC 5321, 4.2.1). */
export class MailRefused extends Error {}

export interface Mailer {
  /**
   * Resolves once the mail server took it, rejects with MailRefused where the address is refused for good. Sending again
   * sends a second mail, so ids of jobs make it once.
   */
  send(mail: Mail): Promise<void>
  close(): void
}

/** Over SMTP; without a server, as .eml files below the data folder, for whoever tries Interlude out. */
export const openMailer = (config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>): Mailer =>
  config.smtpUrl === undefined
    ? mailsInFolder(path.join(config.dataDir, 'mail'), config.mailFrom)
    : mailsBySmtp(config.smtpUrl, config.mailFrom)

const composed = ({ headers, ...mail }: Mail) => ({
  ...mail,
  headers: { 'Auto-Submitted': 'auto-generated', ...headers },
})

/**
 * Of the address, not of us: where a server says more exactly what is wrong (RFC 3463), only a bad address (5.1) or
 * mailbox (5.2) is meant. A refused sender, password, text or relay would else give up everybody's address at once.
 */
const isRefusal = (error: unknown): error is { readonly response: string } => {
  const { responseCode, command, response } = error as Readonly<Record<string, unknown>>
  if (typeof responseCode !== 'number' || responseCode < 500 || typeof response !== 'string') return false
  const enhanced = /^5\d\d[ -](5\.\d{1,3})\.\d{1,3}\b/.exec(response)?.[1]
  if (enhanced !== undefined) return /^(RCPT TO|DATA)$/.test(String(command)) && /^5\.[12]$/.test(enhanced)
  return command === 'RCPT TO'
}

function mailsBySmtp(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport(url, { from })
  return {
    async send(mail) {
      try {
        await transport.sendMail(composed(mail))
      } catch (error) {
        throw isRefusal(error) ? new MailRefused(error.response, { cause: error }) : error
      }
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
      const { message } = await composer.sendMail(composed(mail))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID()}`
      await writeFile(path.join(folder, `.${name}`), message as Buffer, { mode: 0o600, flush: true })
      await rename(path.join(folder, `.${name}`), path.join(folder, `${name}.eml`))
    },
    close: () => composer.close(),
  }
}
