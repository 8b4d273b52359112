import { expect, test } from 'vitest'
import { PacketTime } from '../../../src/platform/media/packet-time.ts'

const timeOf = (...lines: string[]): number | undefined => {
  const time = new PacketTime()
  for (const line of lines) time.add(line)
  return time.ms
}

test.each([
  ['packets that all say how long they last', ['0.040000', '0.040000', '0.020000'], 100],
  ['packets of which the first do not say it', ['N/A', 'N/A', '0.040000', '0.020000'], 120],
  ['no packets', [], 0],
  ['packets of which none says it', ['N/A', 'N/A'], undefined],
])('%s last so many milliseconds', (_, lines, expected) => {
  expect(timeOf(...lines)).toBe(expected)
})
