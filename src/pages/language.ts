/** English unless the reader chose, or their browser asks for, Spanish first. */
export function languageOf({
  cookie = '',
  'accept-language': accepted = '',
}: {
  readonly cookie?: string | undefined
  readonly 'accept-language'?: string | undefined
}): 'en' | 'es' {
  const chosen = /(?:^|;\s*)interlude\.language=(en|es)(?:;|$)/.exec(cookie)?.[1]
  if (chosen) return chosen as 'en' | 'es'
  const weighed = accepted
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';')
      const weight = Number(/^\s*q=([\d.]+)$/.exec(parameters.join(';'))?.[1] ?? 1)
      return { language: tag.split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight }
    })
    .filter(({ language, weight }) => weight > 0 && (language === 'en' || language === 'es'))
  return (weighed.toSorted((a, b) => b.weight - a.weight)[0]?.language ?? 'en') as 'en' | 'es'
}
