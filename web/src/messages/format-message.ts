/** A text with `{name}` placeholders, or one for each plural form of its `count`. */
export type Message = string | { readonly one: string; readonly other: string }

export type Params = Readonly<Record<string, string | number>>

/** The text with its placeholders filled. Numbers are written as the language writes them. */
export function formatMessage(message: Message, params: Params, language: string): string {
  const { count } = params
  const text =
    typeof message === 'string'
      ? message
      : message[pluralOf(typeof count === 'number' ? count : Number.NaN, language)]
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name]
    if (value === undefined) return placeholder
    return typeof value === 'number' ? value.toLocaleString(language) : value
  })
}

/** Names of the placeholders in a message, sorted; of all its plural forms together. */
export function placeholdersOf(message: Message): string[] {
  const texts = typeof message === 'string' ? [message] : [message.one, message.other]
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
  return [...new Set(names)].toSorted()
}

const rules = new Map<string, Intl.PluralRules>()

function pluralOf(count: number, language: string): 'one' | 'other' {
  let rule = rules.get(language)
  if (!rule) {
    rule = new Intl.PluralRules(language)
    rules.set(language, rule)
  }
  return rule.select(count) === 'one' ? 'one' : 'other'
}
