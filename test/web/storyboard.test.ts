import { expect, test } from 'vitest'
import { storyboardVtt } from '../../src/clips/storyboard.ts'
import { readStoryboard, tileAt } from '../../web/src/player/storyboard.ts'

const base = 'https://interlude.example/media/clips/c/storyboard.vtt'

test('what the server writes is read: sheets in order, tiles row by row, addresses resolved', () => {
  const sheet = { tileWidth: 160, tileHeight: 90, tileColumns: 10, everyMs: 5000 }
  const vtt = storyboardVtt(
    [
      { ...sheet, url: 'stills/a', tiles: 100 },
      { ...sheet, url: 'stills/b', tiles: 3 },
    ],
    512_345,
  )
  const tiles = readStoryboard(vtt, base)
  expect(tiles).toHaveLength(103)
  expect(tiles[0]).toEqual({
    startMs: 0,
    endMs: 5000,
    url: 'https://interlude.example/media/clips/c/stills/a',
    x: 0,
    y: 0,
    width: 160,
    height: 90,
  })
  expect(tiles[11]).toMatchObject({ startMs: 55_000, x: 160, y: 90 })
  expect(tiles[102]).toMatchObject({ startMs: 510_000, endMs: 512_345, x: 320, y: 0 })
  expect(tiles[102]?.url).toMatch(/stills\/b$/)
})

test('the tile of a moment is the last that begins by then; past the end it is the last one', () => {
  const tiles = readStoryboard(
    'WEBVTT\n\n00:00.000 --> 00:05.000\ns#xywh=0,0,1,1\n\n00:05.000 --> 00:09.000\ns#xywh=1,0,1,1\n',
    base,
  )
  expect([0, 4999, 5000, 8999, 20_000].map((ms) => tileAt(tiles, ms)?.x)).toEqual([0, 0, 1, 1, 1])
  expect(tileAt([], 0)).toBeUndefined()
})

test('cues that make no sense are left out, and line ends of another system are read', () => {
  const vtt =
    'WEBVTT\r\n\r\nNOTE of no use\r\n\r\n1\r\n00:00:00.000 --> 00:00:05.000 align:start\r\ns#xywh=0,0,160,90\r\n\r\n00:05.000 --> later\r\ns#xywh=0,0,1,1\r\n\r\n00:10.000 --> 00:15.000\r\ns\r\n\r\n00:10.000 --> 00:15.000\r\ns#xywh=a,b,1,1'
  expect(readStoryboard(vtt, base)).toHaveLength(1)
  expect(readStoryboard('', base)).toEqual([])
})
