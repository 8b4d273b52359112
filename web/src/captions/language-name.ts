import { language } from '../messages/messages.ts'

/** A language in the language of the page, to stand by itself. */
export function languageName(of: string): string {
  const name = new Intl.DisplayNames([language()], { type: 'language' }).of(of) ?? of
  return name.charAt(0).toLocaleUpperCase(language()) + name.slice(1)
}
