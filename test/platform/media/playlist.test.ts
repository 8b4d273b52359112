import HLS from 'hls-parser'
import { describe, expect, test } from 'vitest'
import {
  durationOf,
  lastByte,
  type MediaPlaylist,
  parsePlaylist,
  withFullTarget,
} from '../../../src/platform/media/playlist.ts'

const good = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="media.mp4",BYTERANGE="1200@0"
#EXTINF:4.000000,
#EXT-X-BYTERANGE:30000@1200
media.mp4
#EXTINF:2.500000,
#EXT-X-BYTERANGE:20000@31200
media.mp4
#EXT-X-ENDLIST
`
const second = '#EXTINF:2.500000,\n#EXT-X-BYTERANGE:20000@31200\nmedia.mp4\n'

describe('a playlist as we write it', () => {
  test('is read into where each segment lies', () => {
    const playlist = parsePlaylist(good)
    expect(playlist).toEqual<MediaPlaylist>({
      targetSeconds: 4,
      init: { offset: 0, length: 1200 },
      segments: [
        { seconds: 4, offset: 1200, length: 30_000 },
        { seconds: 2.5, offset: 31_200, length: 20_000 },
      ],
    })
    expect(lastByte(playlist)).toBe(51_200)
    expect(durationOf(playlist)).toBe(6.5)
  })

  test('is read by a strict stranger as by us', () => {
    HLS.setOptions({ strictMode: true })
    const theirs = HLS.parse(good)
    if (theirs.isMasterPlaylist) throw new Error('not a media playlist')
    const { segments, init, targetSeconds } = parsePlaylist(good)
    expect(theirs.targetDuration).toBe(targetSeconds)
    expect(theirs.segments.map(({ duration, byterange }) => ({ seconds: duration, ...byterange }))).toEqual(
      segments,
    )
    expect(theirs.segments[0]?.map?.byterange).toEqual(init)
  })
})

describe('a playlist is refused', () => {
  test.each<[string, string, string, string]>([
    ['without its first line', '#EXTM3U\n', '', 'does not begin with #EXTM3U'],
    ['that does not end: ffmpeg was stopped', '#EXT-X-ENDLIST\n', '', 'does not end'],
    [
      'whose object is another',
      'media.mp4\n#EXT-X-ENDLIST',
      'other.mp4\n#EXT-X-ENDLIST',
      'has the line other.mp4',
    ],
    [
      'whose address leads away',
      'URI="media.mp4"',
      'URI="https://example.org/media.mp4"',
      'has the init segment',
    ],
    [
      'without an init segment',
      '#EXT-X-MAP:URI="media.mp4",BYTERANGE="1200@0"\n',
      '',
      'has a gap: 0 to 1200',
    ],
    ['whose init segment is not the beginning', '1200@0', '1100@100', 'has no init segment at the start'],
    [
      'with a second init segment',
      '#EXTINF:2.5',
      '#EXT-X-MAP:URI="media.mp4",BYTERANGE="9@0"\n#EXTINF:2.5',
      'has the init segment',
    ],
    ['with a hole between segments', '20000@31200', '20000@31201', 'has a gap: 31200 to 31201'],
    ['with segments that overlap', '20000@31200', '20000@31199', 'has a gap: 31200 to 31199'],
    [
      'with a segment that has no range',
      '#EXT-X-BYTERANGE:20000@31200\n',
      '',
      'has a segment without its facts',
    ],
    ['with a segment that has no duration', '#EXTINF:2.500000,\n', '', 'has a segment without its facts'],
    ['with an empty segment', '20000@31200', '0@31200', 'has a segment without its facts'],
    [
      'with a range that says no place',
      'BYTERANGE:20000@31200',
      'BYTERANGE:20000',
      'has the line #EXT-X-BYTERANGE:20000',
    ],
    [
      'that breaks off within a segment',
      'media.mp4\n#EXT-X-ENDLIST',
      '#EXT-X-ENDLIST',
      'has facts without a segment',
    ],
    ['without segments', good.slice(good.indexOf('#EXTINF')), '#EXT-X-ENDLIST\n', 'has no segments'],
    ['without a target', '#EXT-X-TARGETDURATION:4\n', '', 'has no target duration'],
    ['whose target is too small', 'TARGETDURATION:4', 'TARGETDURATION:3', 'has a segment beyond its target'],
    ['that asks for a key', '#EXTINF:2.5', '#EXT-X-KEY:METHOD=NONE\n#EXTINF:2.5', 'has the line #EXT-X-KEY'],
    ['that is live', 'TYPE:VOD', 'TYPE:EVENT', 'has the line #EXT-X-PLAYLIST-TYPE:EVENT'],
    ['that begins later', 'SEQUENCE:0', 'SEQUENCE:7', 'has the line #EXT-X-MEDIA-SEQUENCE:7'],
    ['with a negative duration', 'EXTINF:2.5', 'EXTINF:-2.5', 'has the line #EXTINF:-2.5'],
  ])('%s', (_, from, to, reason) => {
    const changed = good.replace(from, to)
    expect(changed).not.toBe(good)
    expect(() => parsePlaylist(changed)).toThrow(`playlist: ${reason}`)
  })

  test('with its init segment after a segment', () => {
    const map = '#EXT-X-MAP:URI="media.mp4",BYTERANGE="1200@0"\n'
    const early = '#EXTINF:1.000000,\n#EXT-X-BYTERANGE:1200@0\nmedia.mp4\n'
    expect(() => parsePlaylist(good.replace(map, early + map))).toThrow('has the init segment')
  })
})

describe('the target of a playlist', () => {
  test.each([
    // C rounds halves to the even second: ffmpeg writes 4 for segments of 4.5 s, 2 for one of 2.5 s, 0 for half a second.
    ['4.500000', 4, 5],
    ['2.500000', 2, 3],
    ['0.500000', 0, 1],
    ['0.200000', 0, 1],
    ['4.000000', 4, 4],
    ['3.499000', 3, 3],
    ['1.000000', 4, 4],
  ])('holds segments of %s s: ffmpeg’s %i becomes %i', (seconds, written, full) => {
    const text = good
      .replace(second, '')
      .replace('#EXTINF:4.000000', `#EXTINF:${seconds}`)
      .replace('TARGETDURATION:4', `TARGETDURATION:${written}`)
    const raised = withFullTarget(text)
    expect(parsePlaylist(raised).targetSeconds).toBe(full)
    expect(raised.replace(/TARGETDURATION:\d+/, '')).toBe(text.replace(/TARGETDURATION:\d+/, ''))
  })
})
