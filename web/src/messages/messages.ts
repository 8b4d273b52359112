import { signal } from '@preact/signals'
import type administration from '../../messages/en/administration.json'
import type assignments from '../../messages/en/assignments.json'
import type calendars from '../../messages/en/calendars.json'
import type captions from '../../messages/en/captions.json'
import type clipPrivacy from '../../messages/en/clip-privacy.json'
import type clips from '../../messages/en/clips.json'
import type coaching from '../../messages/en/coaching.json'
import type cohorts from '../../messages/en/cohorts.json'
import type core from '../../messages/en/core.json'
import type curating from '../../messages/en/curating.json'
import type cut from '../../messages/en/cut.json'
import type entry from '../../messages/en/entry.json'
import type exemplars from '../../messages/en/exemplars.json'
import type home from '../../messages/en/home.json'
import type me from '../../messages/en/me.json'
import type meetings from '../../messages/en/meetings.json'
import type myData from '../../messages/en/my-data.json'
import type notices from '../../messages/en/notices.json'
import type office from '../../messages/en/office.json'
import type offline from '../../messages/en/offline.json'
import type pack from '../../messages/en/pack.json'
import type picture from '../../messages/en/picture.json'
import type privacy from '../../messages/en/privacy.json'
import type records from '../../messages/en/records.json'
import type refusals from '../../messages/en/refusals.json'
import type roles from '../../messages/en/roles.json'
import type sharing from '../../messages/en/sharing.json'
import type stages from '../../messages/en/stages.json'
import type talk from '../../messages/en/talk.json'
import type upload from '../../messages/en/upload.json'
import type watch from '../../messages/en/watch.json'
import type welcome from '../../messages/en/welcome.json'
import type year from '../../messages/en/year.json'
import { formatMessage, type Message, type Params } from './format-message.ts'

export type Language = 'en' | 'es'

interface Areas {
  readonly core: typeof core
  readonly administration: typeof administration
  readonly calendars: typeof calendars
  readonly assignments: typeof assignments
  readonly captions: typeof captions
  readonly 'clip-privacy': typeof clipPrivacy
  readonly clips: typeof clips
  readonly coaching: typeof coaching
  readonly cohorts: typeof cohorts
  readonly curating: typeof curating
  readonly cut: typeof cut
  readonly entry: typeof entry
  readonly exemplars: typeof exemplars
  readonly home: typeof home
  readonly me: typeof me
  readonly meetings: typeof meetings
  readonly 'my-data': typeof myData
  readonly notices: typeof notices
  readonly office: typeof office
  readonly offline: typeof offline
  readonly pack: typeof pack
  readonly picture: typeof picture
  readonly privacy: typeof privacy
  readonly records: typeof records
  readonly refusals: typeof refusals
  readonly roles: typeof roles
  readonly sharing: typeof sharing
  readonly stages: typeof stages
  readonly talk: typeof talk
  readonly upload: typeof upload
  readonly watch: typeof watch
  readonly welcome: typeof welcome
  readonly year: typeof year
}

/** Messages come by area: what stands around every page is `core`, the rest comes with the pages that say it. */
export type Area = keyof Areas
export type MessageKey = { [A in Area]: keyof Areas[A] }[Area]

type Catalogue = Readonly<Record<string, Message>>

const files = import.meta.glob<{ readonly default: Catalogue }>('../../messages/*/*.json')

const spoken = signal<{ readonly language: Language; readonly catalogue: Catalogue }>({
  language: 'en',
  catalogue: {},
})
/** Each area that was asked for, and when it is here. */
const areas = new Map<Area, Promise<void>>([['core', Promise.resolve()]])

/** The language of the page now. Who reads it while rendering is rendered again when it changes. */
export const language = (): Language => spoken.value.language

/** The message in the language of the page. Like `language`, it follows a change by itself. */
export const t = (key: MessageKey, params: Params = {}): string =>
  formatMessage(spoken.value.catalogue[key] ?? key, params, spoken.value.language)

/** Of those that were fetched. */
export const hasMessage = (key: string): key is MessageKey => Object.hasOwn(spoken.value.catalogue, key)

/** Speaks another language from now on. Rejects where its messages cannot be fetched. */
export async function speak(wanted: Language): Promise<void> {
  let known: number
  let catalogue: Catalogue
  do {
    // A page that is on its way learns its words in the language of before.
    known = areas.size
    catalogue = await fetchAreas(wanted, [...areas.keys()])
  } while (areas.size > known)
  document.documentElement.lang = wanted
  spoken.value = { language: wanted, catalogue }
}

/** Learns to say what a page says, before it is drawn. Rejects where that cannot be fetched. */
export async function learn(...wanted: readonly Area[]): Promise<void> {
  const fresh = wanted.filter((area) => !areas.has(area))
  // Before they are here: who changes the language meanwhile wants them in the new one.
  if (fresh.length > 0) {
    const coming = learnFresh(fresh)
    for (const area of fresh) areas.set(area, coming)
  }
  // What another part asked for may still be on its way.
  await Promise.all(wanted.map((area) => areas.get(area)))
}

async function learnFresh(fresh: readonly Area[]): Promise<void> {
  try {
    const catalogue = await fetchAreas(language(), fresh)
    spoken.value = { ...spoken.peek(), catalogue: { ...catalogue, ...spoken.peek().catalogue } }
  } catch (error) {
    for (const area of fresh) areas.delete(area)
    throw error
  }
}

/** The same, and remembered: the server reads the cookie when it sends the next page. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  await speak(wanted)
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of the last two years.
  document.cookie = `interlude.language=${wanted}; path=/; max-age=31536000; samesite=lax${secure}`
}

async function fetchAreas(wanted: Language, names: readonly Area[]): Promise<Catalogue> {
  const fetched = await Promise.all(
    names.map(async (area) => {
      const file = files[`../../messages/${wanted}/${area}.json`]
      if (!file) throw new Error(`no messages for ${area} in ${wanted}`)
      return (await file()).default
    }),
  )
  return Object.assign({}, ...fetched)
}
