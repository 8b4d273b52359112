import { expect, test } from 'vitest'
import { shortcutOf } from '../../web/src/watch/shortcuts.ts'

const press = (key: string, held: Partial<Parameters<typeof shortcutOf>[0]> = {}) =>
  shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held })

test.each([
  [' ', { does: 'toggle' }],
  ['k', { does: 'toggle' }],
  ['j', { does: 'skip', ms: -5000 }],
  ['L', { does: 'skip', ms: 1000 }],
  ['.', { does: 'frame', direction: 1 }],
  ['7', { does: 'tenth', tenth: 7 }],
  ['p', { does: 'thread', direction: -1 }],
  ['u', { does: 'unread' }],
  ['t', { does: 'follow' }],
  ['s', { does: 'captions' }],
  ['?', { does: 'help' }],
])('“%s” does %j', (key, shortcut) => {
  expect(press(key)).toEqual(shortcut)
})

test('what belongs to the browser, and what is no shortcut, does nothing', () => {
  expect(press('c', { ctrlKey: true })).toBeUndefined()
  expect(press('l', { metaKey: true })).toBeUndefined()
  expect(press('5', { altKey: true })).toBeUndefined()
  for (const key of ['x', 'Tab', 'Escape', 'Enter', 'constructor', 'F5']) expect(press(key)).toBeUndefined()
})
