/** The value of a cookie that came with a request. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

/** A line for `set-cookie`, of a cookie that no script reads and that only our own sign-in paths are sent. */
export const cookieLine = (name: string, value: string, maxAgeSeconds: number): string =>
  [
    `${name}=${value}`,
    `Max-Age=${maxAgeSeconds}`,
    'Path=/api/auth',
    'HttpOnly',
    // A page that an issuer sends back to is reached from that issuer's site.
    'SameSite=Lax',
    ...(name.startsWith('__Secure-') ? ['Secure'] : []),
  ].join('; ')

export const cookieName = (name: string, publicUrl: string): string =>
  `${publicUrl.startsWith('https:') ? '__Secure-' : ''}interlude.${name}`
