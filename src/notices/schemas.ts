import { type Static, Type } from 'typebox'
import { kinds } from '../cohorts/kinds.ts'
import { PersonName } from '../identity/schemas.ts'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, IdSchema, type MeetingId } from '../platform/ids.ts'
import { rhythms, whats } from './kinds.ts'

/** Something that happened, as far as the reader may know of it at this moment. Nothing of it is kept for them. */
export const Notice = Type.Object({
  id: Type.String({ description: 'The same each time it is read.' }),
  at: Instant,
  isNew: Type.Boolean({
    description: 'Happened after the reader last said that they had seen what there is.',
  }),
  what: Type.Enum(whats),
  cohort: nullable(
    Type.Object(
      { id: IdSchema<CohortId>(), name: Type.String(), kind: Type.Enum(kinds) },
      { description: 'Where it happened; null for what is about a clip of one’s own and no cohort.' },
    ),
  ),
  who: nullable(PersonName),
  link: Type.String({ description: 'The page where it is found, from the slash.' }),
  meeting: nullable(
    Type.Object({
      id: IdSchema<MeetingId>(),
      startsAt: Instant,
      previousStartsAt: nullable(Instant),
      zone: Type.String(),
      meetings: Type.Integer({ description: 'How many the one act was about; this is the first of them.' }),
    }),
  ),
  dueAt: nullable(Instant),
  clip: nullable(Type.Object({ id: IdSchema<ClipId>(), title: Type.String() })),
  words: nullable(Type.String({ description: 'How what was said begins.' })),
})
export type Notice = Static<typeof Notice>
export const NoticePage = page(Notice)
export const NoticeQuery = Type.Object(PageQuery)

export const NoticeCount = Type.Object({
  new: Type.Integer({ description: 'How many are new; more than 99 are told as 100.' }),
})
export type NoticeCount = Static<typeof NoticeCount>
export const NoteSeen = Type.Object({ until: Instant }, { additionalProperties: false })

export const Rhythm = Type.Enum(rhythms)
export const NoticeSettings = Type.Object({
  rhythm: Rhythm,
  refusal: nullable(
    Type.Object({
      reply: Type.String({ description: 'What the mail server said.' }),
      at: Instant,
    }),
  ),
})
export type NoticeSettings = Static<typeof NoticeSettings>
export const ChooseRhythm = Type.Object({ rhythm: Rhythm }, { additionalProperties: false })

const Token = Type.String({ minLength: 1, maxLength: 200, description: 'From the link in a mail.' })
export const Unsubscribe = Type.Object({ token: Token }, { additionalProperties: false })
export const UnsubscribeQuery = Type.Object({ token: Token })
