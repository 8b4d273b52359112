import { expect, test } from 'vitest'
import type { Clip } from '../../src/clips/schemas.ts'
import { placesOf } from '../../web/src/threads/places.ts'

const [maple, oak] = ['maple', 'oak'].map((id) => ({ id, name: id })) as unknown as Clip['studiedIn']

const granted = (cohort: unknown, canComment = true) => ({ cohort, canComment }) as Clip['grants'][number]

test.each([
  ['nowhere', [], [], []],
  ['where it is shared', [granted(maple)], [], ['maple shared']],
  ['where it is studied', [], [maple, oak], ['maple studied', 'oak studied']],
  ['as what is shared, where it is both', [granted(maple)], [maple, oak], ['maple shared', 'oak studied']],
  ['never by study around a grant without comments', [granted(maple, false)], [maple], ['maple silent']],
])('a clip is talked about %s', (_, grants, studiedIn, expected) => {
  const found = placesOf({ grants, studiedIn: studiedIn.filter((each) => each !== undefined) })
  expect(
    found.map(
      ({ cohort, canComment, isStudy }) =>
        `${cohort.id} ${canComment ? (isStudy ? 'studied' : 'shared') : 'silent'}`,
    ),
  ).toEqual(expected)
})
