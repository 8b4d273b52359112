import { Caller } from './caller.ts'
import { password } from './cast.ts'
import type { Stage } from './stage.ts'

/** A browser: it keeps the cookies it is given, and sends them with the page's own origin. */
export class Browser {
  readonly baseUrl: string
  readonly cookies = new Map<string, string>()
  readonly userAgent: string

  constructor(baseUrl: string, userAgent = 'node') {
    this.baseUrl = baseUrl
    this.userAgent = userAgent
  }

  /** What it now is to the API. */
  get caller(): Caller {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Caller(this.baseUrl, {
      origin: this.baseUrl,
      'user-agent': this.userAgent,
      ...(cookie && { cookie }),
    })
  }

  keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }

  async send(method: string, path: string, body?: unknown) {
    const answer = await this.caller.send(method, path, { body })
    this.keep(answer.headers)
    return answer
  }

  /** Without following a redirect. */
  async open(path: string) {
    const answer = await this.caller.fetch(path, { redirect: 'manual' })
    await answer.body?.cancel()
    this.keep(answer.headers)
    return answer
  }
}

/** A browser that signed in with a password. */
export async function signedIn(
  { baseUrl }: Stage,
  email: string,
  { secret = password, userAgent = 'node' } = {},
): Promise<Browser> {
  const browser = new Browser(baseUrl, userAgent)
  const { status, body } = await browser.send('POST', '/api/auth/sign-in/email', { email, password: secret })
  if (status !== 200) throw new Error(`signing in as ${email} was refused: ${body.code}`)
  return browser
}
