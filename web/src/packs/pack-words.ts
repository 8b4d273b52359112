import type { Pack, PackMoment, PackWords } from '../../../src/packs/schemas.ts'
import { dateOf } from '../messages/dates.ts'
import { language, t } from '../messages/messages.ts'
import { dateAndTimeIn } from '../messages/moments.ts'

/** The same words in each language that is shipped, in that of the page. */
export const inLanguage = (words: { readonly en: string; readonly es: string }): string => words[language()]

/** “Thursday, November 26, 3:30 PM”, where the meeting is. It may be kept and printed: no “tomorrow” holds there. */
export const meetingTime = ({ startsAt, zone }: NonNullable<Pack['assignment']['forMeeting']>): string =>
  dateAndTimeIn(zone, startsAt)

/** “Maple Street · Thursday, November 26, 3:30 PM”. */
export const packFor = ({ cohort, forMeeting }: Pack['assignment']): string =>
  [cohort.name, forMeeting ? meetingTime(forMeeting) : dateOf(new Date().toISOString())].join(' · ')

/** “4 people · 3 replies · brought by 2”. About a moment, never about one of them. */
export const talkInWords = ({ people, replies, brought }: PackWords): string =>
  [
    t('pack.people', { count: people }),
    ...(replies > 0 ? [t('pack.replies', { count: replies })] : []),
    ...(brought > 0 ? [t('pack.brought', { count: brought })] : []),
  ].join(' · ')

export const inRoom = ({ moments }: Pack): PackMoment[] => moments.filter(({ isIn }) => isIn)
