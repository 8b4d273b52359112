import { describe, expect, test } from 'vitest'
import type { MediaFacts } from '../../../src/platform/media/facts.ts'
import { filterGraph } from '../../../src/platform/media/filter-graph.ts'
import {
  planFirstRung,
  planRenditions,
  type RenditionPlan,
  withoutRenditions,
} from '../../../src/platform/media/rendition-plan.ts'
import { someFacts, someVideo } from '../../support/facts.ts'

const graphOf = (facts: MediaFacts, toneMapping = true, plan: RenditionPlan = planRenditions(facts)) =>
  filterGraph(facts, plan, toneMapping)
const withVideo = (changes: Parameters<typeof someVideo>[0]) => someFacts({ video: someVideo(changes) })

describe('the filter graph', () => {
  test('decodes once, and scales each picture from the one above it', () => {
    const { text, rungs, soundAlone } = graphOf(someFacts())
    expect(text.match(/\[0:0\]/g)).toHaveLength(1)
    expect(text.match(/\[0:1\]/g)).toHaveLength(1)
    expect(text).toMatch(/scale=1280:720.*\[rest1\];\[rest1\]scale=854:480.*\[rest2\];\[rest2\]scale=426:240/)
    expect(rungs).toEqual([
      { picture: '[v720]', sound: '[a720]' },
      { picture: '[v480]', sound: '[a480]' },
      { picture: '[v240]', sound: '[a240]' },
    ])
    expect(soundAlone).toBe('[aaudio]')
  })

  test('makes and takes each label once, and splits sound as often as it is wanted', () => {
    const { text, rungs, soundAlone } = graphOf(someFacts())
    const labels = text.match(/\[(?!0:)[^\]]+\]/g) ?? []
    const mapped = [...rungs.flatMap(({ picture, sound }) => [picture, sound]), soundAlone]
    for (const label of new Set(labels)) {
      const times = labels.filter((other) => other === label).length
      expect(times + mapped.filter((other) => other === label).length, label).toBe(2)
    }
    expect(text).toContain('asplit=4')
  })

  test('takes nothing of what says it comes after the end, and makes no more frames than there can be', () => {
    const { text } = graphOf(someFacts({ durationMs: 10_000 }))
    expect(text).toContain("[0:0]select='lte(t,10.5)',")
    expect(text).toContain("[0:1]aselect='lte(t,10.5)',")
    expect(text).toContain('fps=30:start_time=0,trim=end_frame=301')
  })

  test('holds no spaces', () => {
    for (const facts of [someFacts(), withVideo({ hdr: 'pq', interlaced: true, endMs: 5000 })])
      expect(graphOf(facts).text).not.toMatch(/\s/)
  })

  test('makes no sound where there is none', () => {
    const { text, rungs, soundAlone } = graphOf(someFacts({ audio: null }))
    expect(text).not.toContain('aresample')
    expect(rungs.map(({ sound }) => sound)).toEqual([null, null, null])
    expect(soundAlone).toBeNull()
  })

  test('makes no picture where there is none', () => {
    const { text, rungs, soundAlone } = graphOf(someFacts({ video: null }))
    expect(text).not.toContain('scale')
    expect(rungs).toEqual([])
    expect(soundAlone).toBe('[aaudio]')
  })

  test('of the first rung splits nothing', () => {
    const { text } = graphOf(someFacts(), true, planFirstRung(someFacts()))
    expect(text).not.toContain('split')
  })

  test('of what is left when all pictures are made is sound alone', () => {
    const plan = withoutRenditions(planRenditions(someFacts()), ['720', '480', '240'])
    const { text, soundAlone } = graphOf(someFacts(), true, plan)
    expect(text).not.toContain('[0:0]')
    expect(soundAlone).toBe('[aaudio]')
  })

  test('weaves interlaced fields into frames, and only those', () => {
    expect(graphOf(withVideo({ interlaced: true })).text).toMatch(/\[0:0\]select=[^,]+,\S+?,bwdif/)
    expect(graphOf(someFacts()).text).not.toContain('bwdif')
  })

  test('maps tones after it has scaled, which is the cheaper order, and only for HDR', () => {
    expect(graphOf(withVideo({ hdr: 'hlg' })).text).toMatch(
      /scale=1280:720.*tin=arib-std-b67.*tonemap.*\[v720\]/,
    )
    expect(graphOf(withVideo({ hdr: 'pq' })).text).toMatch(/scale=1280:720.*tin=smpte2084.*tonemap.*\[v720\]/)
    expect(graphOf(withVideo({ hdr: 'pq' })).text.match(/tonemap/g)).toHaveLength(1)
    expect(graphOf(someFacts()).text).not.toContain('tonemap')
  })

  test('does without tone mapping where ffmpeg lacks it', () => {
    expect(graphOf(withVideo({ hdr: 'pq' }), false).text).not.toMatch(/zscale|tonemap/)
  })

  test.each([
    [720, 'bt709'],
    [576, 'smpte170m'],
  ])('says the colours that players guess for %i untagged lines', (height, name) => {
    const untagged = graphOf(withVideo({ height, colourTagged: false })).text
    expect(untagged).toContain(`colorspace=${name}`)
    expect(graphOf(withVideo({ height })).text).not.toContain('setparams')
  })

  test('holds the last picture while the sound goes on', () => {
    expect(graphOf(withVideo({ endMs: 8000 })).text).toContain('stop_mode=clone:stop_duration=2000ms')
    // A frame or so is no reason.
    expect(graphOf(withVideo({ endMs: 9960 })).text).not.toContain('tpad')
  })
})
