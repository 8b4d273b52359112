interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed where the answer is JSON, else its text. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test asserts on, it knows the shape of.
  readonly body: any
}

interface Request {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Calls the API over a real socket. */
export class Caller {
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>

  constructor(baseUrl: string, headers: Readonly<Record<string, string>>) {
    this.baseUrl = baseUrl
    this.headers = headers
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.baseUrl + path, {
      ...init,
      headers: { ...this.headers, ...(init.headers as Record<string, string>) },
    })
  }

  async send(method: string, path: string, { body, headers = {}, signal }: Request = {}): Promise<Answer> {
    const isJson = body !== undefined && !(body instanceof FormData) && !(body instanceof Uint8Array)
    const response = await this.fetch(path, {
      method,
      headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && {
        body: isJson ? JSON.stringify(body) : (body as NonNullable<RequestInit['body']>),
      }),
      ...(signal && { signal }),
    })
    const text = await response.text()
    const isAnswerJson = text !== '' && response.headers.get('content-type')?.includes('json')
    const parsed = isAnswerJson ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body: parsed }
  }

  get = (path: string, headers?: Record<string, string>): Promise<Answer> =>
    this.send('GET', path, headers ? { headers } : {})
  post = (path: string, body?: unknown): Promise<Answer> => this.send('POST', path, { body })
  put = (path: string): Promise<Answer> => this.send('PUT', path)
  patch = (path: string, body: unknown): Promise<Answer> => this.send('PATCH', path, { body })
  delete = (path: string): Promise<Answer> => this.send('DELETE', path)
}
