import { describe, expect, onTestFinished, test, vi } from 'vitest'

type Messages = typeof import('../../web/src/messages/messages.ts')

let round = 0
/** As on a page that was just opened: nothing but what stands around each is known. */
const anew = (): Promise<Messages> => {
  round += 1
  const file = `../../web/src/messages/messages.ts?round=${round}`
  return import(file)
}

describe('who asks for words that are on their way', () => {
  test('waits for them, too', async () => {
    const { hasMessage, learn } = await anew()
    const first = learn('year')
    await learn('year', 'core')
    expect(hasMessage('year.link')).toBe(true)
    await first
  })

  test('is told where they did not come, and gets them at the next asking', async () => {
    let isReachable = false
    onTestFinished(() => vi.doUnmock('../../web/messages/en/coaching.json'))
    vi.doMock('../../web/messages/en/coaching.json', async (original) => {
      if (!isReachable) throw new Error('not reached')
      return original()
    })
    const { hasMessage, learn } = await anew()
    const both = await Promise.allSettled([learn('coaching'), learn('coaching')])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(hasMessage('coaching.offer')).toBe(false)
    isReachable = true
    await learn('coaching')
    expect(hasMessage('coaching.offer')).toBe(true)
  })
})
