import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { failureCodes } from '../../src/clips/failures.ts'
import { threadKinds } from '../../src/threads/kinds.ts'
import { formatMessage, type Message, placeholdersOf } from '../../web/src/messages/format-message.ts'

const folder = path.resolve(import.meta.dirname, '../../web/messages')
const areasIn = (language: string) => readdirSync(path.join(folder, language)).toSorted()
const inLanguage = (language: string): Readonly<Record<string, Message>> =>
  Object.assign({}, ...areasIn(language).map((area) => read(language, area)))
const read = (language: string, area: string): Readonly<Record<string, Message>> =>
  JSON.parse(readFileSync(path.join(folder, language, area), 'utf8'))
const english = inLanguage('en')
const spanish = inLanguage('es')

describe('the messages', () => {
  test('have the same keys in both languages, in the same order', () => {
    expect(Object.keys(spanish)).toEqual(Object.keys(english))
    expect(Object.keys(english).length).toBeGreaterThan(200)
  })

  test('are in the same areas in both languages, and in one only', () => {
    expect(areasIn('es')).toEqual(areasIn('en'))
    const keys = areasIn('en').flatMap((area) => Object.keys(read('en', area)))
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('have the same placeholders and forms in both languages', () => {
    const shape = (messages: Readonly<Record<string, Message>>) =>
      Object.fromEntries(
        Object.entries(messages).map(([key, message]) => [key, [typeof message, ...placeholdersOf(message)]]),
      )
    expect(shape(spanish)).toEqual(shape(english))
  })

  test('say something, and plural ones say how many', () => {
    for (const [key, message] of [...Object.entries(english), ...Object.entries(spanish)]) {
      const texts = typeof message === 'string' ? [message] : [message.one, message.other]
      for (const text of texts) expect(text.trim(), key).not.toBe('')
      if (typeof message !== 'string') expect(placeholdersOf(message), key).toContain('count')
    }
  })

  test('cover every failure and every kind that the server knows', () => {
    for (const code of failureCodes) expect(english).toHaveProperty([`failure.${code}`])
    for (const kind of threadKinds) {
      for (const end of ['', '-i', '-letter', '-prompt'])
        expect(english).toHaveProperty([`kind.${kind}${end}`])
    }
  })

  test('are all used', () => {
    const built = ['failure.', 'problem.', 'kind.', 'choice.appearance-']
    const sources = sourcesBelow(path.resolve(import.meta.dirname, '../../web/src'))
    const unused = Object.keys(english).filter(
      (key) => !built.some((prefix) => key.startsWith(prefix)) && !sources.includes(`'${key}'`),
    )
    expect(unused).toEqual([])
  })
})

describe('a message', () => {
  test('has its placeholders filled, numbers as the language writes them', () => {
    expect(formatMessage('{sent} of {size}', { sent: 1234.5, size: '9 MB' }, 'en')).toBe('1,234.5 of 9 MB')
    expect(formatMessage('{sent} de {size}', { sent: 12_345.5, size: '9 MB' }, 'es')).toBe('12.345,5 de 9 MB')
  })

  test.each([
    [0, '0 replies', '0 respuestas'],
    [1, '1 reply', '1 respuesta'],
    [2, '2 replies', '2 respuestas'],
    [1_000_000, '1,000,000 replies', '1.000.000 respuestas'],
  ])('with a count of %i has its plural form', (count, inEnglish, inSpanish) => {
    expect(formatMessage(english['thread.replies'] ?? '', { count }, 'en')).toBe(inEnglish)
    expect(formatMessage(spanish['thread.replies'] ?? '', { count }, 'es')).toBe(inSpanish)
  })

  test('shows a placeholder that nothing was given for, and takes nothing from what is filled in', () => {
    expect(formatMessage('by {name}', {}, 'en')).toBe('by {name}')
    expect(formatMessage('{a} {b}', { a: '{b}', b: '$&' }, 'en')).toBe('{b} $&')
  })
})

function sourcesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n')
}
