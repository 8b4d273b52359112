import { signal } from '@preact/signals'
import type en from '../../messages/en.json'
import { formatMessage, type Message, type Params } from './format-message.ts'

export type Language = 'en' | 'es'
export type MessageKey = keyof typeof en

type Catalogue = Readonly<Record<MessageKey, Message>>

/** Each reader fetches one; the server has the page ask for it together with its code. */
const catalogues: Readonly<Record<Language, () => Promise<{ readonly default: Catalogue }>>> = {
  en: () => import('../../messages/en.json'),
  es: () => import('../../messages/es.json'),
}

const spoken = signal<{ readonly language: Language; readonly catalogue: Partial<Catalogue> }>({
  language: 'en',
  catalogue: {},
})

/** The language of the page now. Who reads it while rendering is rendered again when it changes. */
export const language = (): Language => spoken.value.language

/** The message in the language of the page. Like `language`, it follows a change by itself. */
export const t = (key: MessageKey, params: Params = {}): string =>
  formatMessage(spoken.value.catalogue[key] ?? key, params, spoken.value.language)

export const hasMessage = (key: string): key is MessageKey => Object.hasOwn(spoken.value.catalogue, key)

/** Speaks another language from now on. Rejects where its messages cannot be fetched. */
export async function speak(wanted: Language): Promise<void> {
  const { default: catalogue } = await catalogues[wanted]()
  document.documentElement.lang = wanted
  spoken.value = { language: wanted, catalogue }
}

/** The same, and remembered: the server reads the cookie when it sends the next page. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  await speak(wanted)
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of the last two years.
  document.cookie = `interlude.language=${wanted}; path=/; max-age=31536000; samesite=lax${secure}`
}
