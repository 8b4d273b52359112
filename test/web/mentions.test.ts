import { describe, expect, test } from 'vitest'
import type { PersonName } from '../../src/identity/schemas.ts'
import { mentionPieces } from '../../web/src/threads/mention-pieces.ts'
import { matching, mentionedIn, typedAt, withMention, withSign } from '../../web/src/threads/mentions.ts'

const person = (id: string, name: string) => ({ id, name }) as PersonName
const ana = person('a', 'Ana')
const anaOrtiz = person('ao', 'Ana Ortiz')
const jose = person('j', 'José-María Núñez')
const dan = person('d', 'Dan (2.)')
const people = [ana, anaOrtiz, jose, dan]

describe('a name that is being typed', () => {
  test.each<[string, object | undefined]>([
    ['@|', { from: 0, query: '' }],
    ['Ask @an|', { from: 4, query: 'an' }],
    ['(@Ana Or|', { from: 1, query: 'Ana Or' }],
    ['¿@J|', { from: 1, query: 'J' }],
    ['@Ana|, and', { from: 0, query: 'Ana' }],
    ['a line\n@j|', { from: 7, query: 'j' }],
    // An address, a sign that stands alone, words that were gone on with, another line.
    ['ana@school|', undefined],
    ['a.@b|', undefined],
    ['@ 3 pm|', undefined],
    ['@@|', undefined],
    ['no sign|', undefined],
    ['@ana\nthen|', undefined],
    [`@${'a'.repeat(41)}|`, undefined],
  ])('in “%s” is %o', (marked, found) => {
    expect(typedAt(marked.replace('|', ''), marked.indexOf('|'))).toEqual(found)
  })

  test.each<[string, readonly PersonName[]]>([
    ['', people],
    ['ana', [ana, anaOrtiz]],
    ['ORT', [anaOrtiz]],
    ['nun', [jose]],
    ['mari', [jose]],
    ['jose-m', [jose]],
    ['ana ', [anaOrtiz]],
    ['na', []],
    ['ana ortiz, what', []],
  ])('“%s” is found at the beginning of names, whatever its accents', (query, found) => {
    expect(matching(people, query)).toEqual(found)
  })

  test('offers eight at most', () => {
    const many = Array.from({ length: 20 }, (_, at) => person(`${at}`, `Ben ${at}`))
    expect(matching(many, 'b')).toEqual(many.slice(0, 8))
  })

  test.each<[string, string]>([
    ['Ask @an|', 'Ask @Ana Ortiz |'],
    ['Ask @an| about it', 'Ask @Ana Ortiz |about it'],
    ['Ask @an|, too', 'Ask @Ana Ortiz|, too'],
    ['(@an|)', '(@Ana Ortiz|)'],
    ['@an|d', '@Ana Ortiz |d'],
  ])('“%s” becomes “%s”', (marked, expected) => {
    const at = marked.indexOf('|')
    const text = marked.replace('|', '')
    const typed = typedAt(text, at)
    if (!typed) throw new Error('nothing is typed')
    const { text: after, caret } = withMention(text, typed, 'Ana Ortiz')
    expect(`${after.slice(0, caret)}|${after.slice(caret)}`).toBe(expected)
  })

  test.each<[string, string]>([
    ['|', '@|'],
    ['Ask|', 'Ask @|'],
    ['Ask |them', 'Ask @|them'],
    ['¿|', '¿@|'],
  ])('its sign is put apart from the word before it: “%s”', (marked, expected) => {
    const { text, caret } = withSign(marked.replace('|', ''), marked.indexOf('|'))
    expect(`${text.slice(0, caret)}|${text.slice(caret)}`).toBe(expected)
  })
})

describe('who is mentioned', () => {
  test('is who was chosen, while the name still stands there, and whose name was typed out', () => {
    expect(mentionedIn('@Ana Ortiz and @José-María Núñez', [anaOrtiz], people)).toEqual(['ao', 'j'])
    expect(mentionedIn('Ana Ortiz', [anaOrtiz], people)).toEqual([])
    expect(mentionedIn('@Anabel', [ana], people)).toEqual([])
    expect(mentionedIn('@Dan (2.)!', [], people)).toEqual(['d'])
    expect(mentionedIn('@Ana @Ana', [ana], people)).toEqual(['a'])
  })

  test('of two with one name is the one who was chosen, or nobody', () => {
    const other = person('b', 'Ana')
    expect(mentionedIn('@Ana', [other], [ana, other])).toEqual(['b'])
    expect(mentionedIn('@Ana', [ana, other], [ana, other])).toEqual(['a', 'b'])
    expect(mentionedIn('@Ana', [], [ana, other])).toEqual([])
  })

  test('is told apart from the words around it, the longest name first', () => {
    expect(mentionPieces('Ask @Ana Ortiz, @Ana or @Dan (2.).', people)).toEqual([
      ...['Ask ', 'Ana Ortiz', ', ', 'Ana', ' or ', 'Dan (2.)', '.'],
    ])
    expect(mentionPieces('@Anabel, Ana', [ana])).toEqual(['@Anabel, Ana'])
    expect(mentionPieces('@Ana', [])).toEqual(['@Ana'])
  })
})
