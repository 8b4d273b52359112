import { describe, expect, test } from 'vitest'
import { Composer } from '../../web/src/threads/composer.ts'

describe('what is being written about a clip', () => {
  test('keeps its words and loses its moment when the clip is cut anew', () => {
    const composer = new Composer('person', 'clip')
    composer.fitTo(1)
    composer.open(5000, 60_000)
    composer.change({ body: 'Look at this.' })
    composer.fitTo(1)
    expect(composer.draft.value).toMatchObject({ startMs: 5000, body: 'Look at this.', cutNo: 1 })
    composer.fitTo(2)
    expect(composer.draft.value).toMatchObject({
      startMs: null,
      endMs: null,
      body: 'Look at this.',
      cutNo: 2,
    })
    composer.clear()
    expect(composer.draft.value).toMatchObject({ body: '', cutNo: 2 })
  })
})
