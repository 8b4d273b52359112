import type { Mail } from '../platform/mail/mailer.ts'
import { digestWords, type Language } from './digest-words.ts'
import type { Notice } from './schemas.ts'

export interface MeetingToCome {
  readonly id: string
  readonly startsAt: Date
  readonly zone: string
  readonly cohort: string
  readonly kind: NonNullable<Notice['cohort']>['kind']
}

interface Digest {
  readonly to: Mail['to']
  readonly messageId: string
  readonly unsubscribeToken: string
  readonly publicUrl: string
  /** Of the reader: in which days and times are told. */
  readonly zone: string
  readonly notices: readonly Notice[]
  readonly meetings: readonly MeetingToCome[]
  /** How many there are besides. */
  readonly further: number
  /** Their organisation lets mails say what they are about. */
  readonly saysDetails: boolean
}

/**
 * The mail of a digest, in English and in Spanish: who, where and a link, and no more unless the organisation says so.
 * What two people keep between them is not even that: a mailbox is read where others stand.
 */
export function composeDigest(digest: Digest): Mail {
  const { to, messageId, notices, meetings, further, publicUrl, unsubscribeToken } = digest
  const count = notices.length + meetings.length + further
  const oneClick = `${publicUrl}/api/v1/notices/unsubscription/one-click?token=${unsubscribeToken}`
  return {
    ...{ to: { ...to, name: onOneLine(to.name) }, messageId },
    subject: (['en', 'es'] as const).map((language) => digestWords[language].subject(count)).join(' / '),
    text: (['en', 'es'] as const).map((language) => written(digest, language)).join('\n\n\n'),
    headers: {
      'List-Unsubscribe': `<${oneClick}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

function written(digest: Digest, language: Language): string {
  const { to, notices, meetings, further, publicUrl, unsubscribeToken } = digest
  const words = digestWords[language]
  const lines = [
    ...meetings.map((meeting) =>
      meeting.kind === 'coaching'
        ? told(words.somethingForYou, `${publicUrl}/`)
        : told(
            words.meets(onOneLine(meeting.cohort), when(meeting.startsAt, meeting.zone, language)),
            `${publicUrl}/meetings/${meeting.id}`,
          ),
    ),
    ...inOrder(notices).map((notice) => toldOf(notice, digest, language)),
  ]
  return [
    words.greeting(onOneLine(to.name)),
    ...new Set(lines),
    ...(further > 0 ? [`${words.further(further)}\n${publicUrl}/notices`] : []),
    `${words.why}\n${publicUrl}/me\n${words.stop}\n${publicUrl}/notices/unsubscribe#${unsubscribeToken}`,
  ].join('\n\n')
}

/** As it happened. */
const inOrder = (notices: readonly Notice[]) => notices.toReversed()

function toldOf(notice: Notice, { publicUrl, zone, saysDetails }: Digest, language: Language): string {
  const words = digestWords[language]
  const { what, cohort, who, meeting, dueAt, clip, link } = notice
  if (cohort?.kind === 'coaching') return told(words.somethingForYou, `${publicUrl}/notices`)
  const sentence = words.notices[what]({
    who: onOneLine(who?.name ?? words.somebody),
    cohort: onOneLine(cohort?.name ?? ''),
    meetings: meeting?.meetings ?? 1,
    day: meeting ? when(new Date(meeting.startsAt), meeting.zone, language) : '',
    due: dueAt ? when(new Date(dueAt), zone, language) : '',
  })
  const details = saysDetails
    ? [clip && `“${onOneLine(clip.title)}”`, notice.words && `“${notice.words}”`]
    : []
  return told([sentence, ...details.filter((detail) => detail !== null)].join('\n  '), publicUrl + link)
}

const told = (sentence: string, link: string): string => `– ${sentence}\n  ${link}`

const when = (at: Date, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-US' : 'es', {
    ...{ weekday: 'long', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone },
  }).format(at)

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
