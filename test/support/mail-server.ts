import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: string
  /** As it travelled. */
  readonly raw: string
  readonly headers: ReadonlyMap<string, string>
  readonly subject: string
  readonly text: string
}

interface Refusal {
  readonly code: number
  readonly reply: string
  /** After the recipient, or only after the text. */
  readonly at: 'recipient' | 'text'
}

export interface MailServer {
  readonly url: string
  readonly received: Received[]
  /** What it answers to mail for an address. */
  readonly refuses: Map<string, Refusal>
}

/** A mail server on loopback that keeps what it is given, or refuses it as it is told to. */
export async function openMailServer(): Promise<MailServer & AsyncDisposable> {
  const received: Received[] = []
  const refuses = new Map<string, Refusal>()
  const refused = (address: string, at: Refusal['at']) => {
    const refusal = refuses.get(address)
    return refusal?.at === at
      ? Object.assign(new Error(refusal.reply), { responseCode: refusal.code })
      : undefined
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refused(address, 'recipient')),
    onData: (stream, { envelope }, done) => {
      text(stream).then((raw) => {
        const to = envelope.rcptTo[0]?.address ?? ''
        const error = refused(to, 'text')
        if (!error) received.push(parsed(raw, to, envelope.mailFrom ? envelope.mailFrom.address : ''))
        done(error)
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuses,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** One plain text. Folded headers are put on one line, and encoded words read. */
function parsed(raw: string, to: string, from: string): Received {
  const end = raw.indexOf('\r\n\r\n')
  const headers = new Map(
    raw
      .slice(0, end)
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map(
        (line) =>
          [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)] as const,
      ),
  )
  const body = Buffer.from(raw.slice(end + 4))
  const encoding = headers.get('content-transfer-encoding')
  const decoded =
    encoding === 'base64'
      ? Buffer.from(body.toString(), 'base64').toString()
      : encoding === 'quoted-printable'
        ? quoted(body.toString().replaceAll(/=\r\n/g, ''))
        : body.toString()
  return { from, to, raw, headers, subject: words(headers.get('subject') ?? ''), text: decoded }
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([\dA-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

const words = (header: string): string =>
  header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_match, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
    )
