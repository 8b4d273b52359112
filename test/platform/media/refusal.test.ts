import { expect, test } from 'vitest'
import { MediaFailure, MediaRefusal } from '../../../src/platform/media/refusal.ts'

test.each([
  ['clears the screen', '\u001b[2Jtext', '�[2Jtext'],
  ['does so in one byte', '\u009b2Jtext', '�2Jtext'],
  ['turns its line around', 'a\u202eb', 'a�b'],
  ['hides', 'a\u200bb', 'a�b'],
  ['goes back to the start of its line', 'a\rb', 'a�b'],
  ['is half a letter', 'a\ud800b', 'a�b'],
  ['has lines', 'one\ntwo\n', 'one\ntwo'],
  ['is Spanish', '¿niños?', '¿niños?'],
])('what a file says that %s reaches the log as text', (_, said, logged) => {
  expect(new MediaRefusal('not-media', said)).toMatchObject({
    detail: logged,
    message: `not-media: ${logged}`,
  })
  expect(new MediaFailure('preparing-failed', said, said)).toMatchObject({ message: logged, stderr: logged })
})

test('what a file says for ever does not', () => {
  expect(new MediaRefusal('not-media', 'x'.repeat(1e6)).message.length).toBeLessThan(20_000)
})
