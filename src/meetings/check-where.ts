import { malformed } from '../platform/problems.ts'
import { wordsOf } from '../platform/words.ts'

interface Where {
  readonly place?: string | null | undefined
  readonly link?: string | null | undefined
  readonly agenda?: string | null | undefined
}

/** Texts about a meeting as they are kept: what is blank is none. Leaves out what was not given. */
export const checkWhere = ({ place, link, agenda }: Where) => ({
  ...(place !== undefined && { place: wordsOf(place) }),
  ...(link !== undefined && { link: checkLink(wordsOf(link)) }),
  ...(agenda !== undefined && { agenda: wordsOf(agenda) }),
})

/** It is put before people as something to press: a web page, never a script. */
function checkLink(link: string | null): string | null {
  if (link === null) return null
  const url = URL.parse(link)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    return malformed('bad-link', 'That is no address of a web page. It starts with https://.')
  }
  return url.href
}
