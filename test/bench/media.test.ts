import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Figure, isMet } from '../../bench/media/bench.ts'
import { cpuOf, median } from '../../bench/media/cpu.ts'
import { matchCrf } from '../../bench/media/ssim.ts'

describe('the crf whose picture is as good', () => {
  const search = { from: 23, within: 0.2, tries: 8 }

  test.each([14.42, 16.9, 19, 21.5])(
    'is found for %d dB, where each step costs less than the last',
    async (wanted) => {
      const curve = async (crf: number) => 12 + 14 * Math.exp(-crf / 30)
      const [best] = await matchCrf(wanted, search, curve)
      expect(Math.abs((best?.db ?? 0) - wanted)).toBeLessThanOrEqual(0.2)
    },
  )

  test('is the nearest that was tried where a cap on the rate lets none be near, and the search ends', async () => {
    const tried: number[] = []
    const capped = async (crf: number) => {
      tried.push(crf)
      return Math.min(15, 30 - 0.5 * crf)
    }
    const [best, second] = await matchCrf(18, search, capped)
    expect(best?.db).toBe(15)
    expect(second?.db).toBe(15)
    expect(tried.length).toBeLessThanOrEqual(8)
    expect(new Set(tried).size).toBe(tried.length)
  })
})

test('a target is met at its bound, on its side, and never by what cannot be compared', () => {
  const figure = (ratio: number, target: Figure['target'], but?: string): Figure => ({
    ...{ what: 'a row', ratio, target, how: [], but },
  })
  expect([0.02, 0.021].map((ratio) => isMet(figure(ratio, { atMost: 0.02 })))).toEqual([true, false])
  expect([0.8, 0.79].map((ratio) => isMet(figure(ratio, { atLeast: 0.8 })))).toEqual([true, false])
  expect(isMet(figure(0.01, { atMost: 0.02 }, 'not flat'))).toBe(false)
  expect(isMet(figure(Number.NaN, { atMost: 0.02 }))).toBe(false)
  expect(median([3, 1, 2])).toBe(2)
})

test.runIf(process.platform === 'linux')(
  'the time of a child, and of its child, is counted besides our own',
  async () => {
    const busy = 'const end = process.cpuUsage().user + 4e5; while (process.cpuUsage().user < end);'
    const command = `"${process.execPath}" -e "${busy}"; true`
    const { seconds, own } = await cpuOf(() => promisify(execFile)('/bin/sh', ['-c', command]))
    expect(seconds - own).toBeGreaterThan(0.35)
  },
)
