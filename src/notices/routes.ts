import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { chooseRhythm } from './choose-rhythm.ts'
import { countNew } from './count-new.ts'
import { findNotices } from './find-notices.ts'
import { findSettings } from './find-settings.ts'
import { noteSeen } from './note-seen.ts'
import { ChooseRhythm, NoteSeen, NoticeCount, NoticePage, NoticeQuery, NoticeSettings } from './schemas.ts'
import { tryMailAgain } from './try-mail-again.ts'

/** What there is to tell the viewer, and how often they want to be written to about it. */
export const noticeRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['notices']

  app.get(
    '/notices',
    {
      config,
      schema: {
        ...{ tags, summary: 'What happened that I may want to know of, the newest first' },
        ...{ querystring: NoticeQuery, response: { 200: NoticePage } },
      },
    },
    ({ viewer, query }) => findNotices(db, viewer, query),
  )
  app.get(
    '/notices/count',
    {
      config,
      schema: { tags, summary: 'How much of it I have not seen', response: { 200: NoticeCount } },
    },
    async ({ viewer }) => ({ new: (await countNew(db, viewer)).count }),
  )
  app.put(
    '/notices/seen',
    {
      config,
      schema: {
        ...{ tags, summary: 'Keep up to when I have seen it' },
        ...{ body: NoteSeen, response: { 204: Type.Null() } },
      },
    },
    async ({ viewer, body }, reply) => {
      await noteSeen(db, viewer, body.until)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/me/notice-settings',
    {
      config,
      schema: { tags, summary: 'How often I am written to', response: { 200: NoticeSettings } },
    },
    ({ viewer }) => findSettings(db, viewer),
  )
  app.put(
    '/me/notice-settings',
    {
      config,
      schema: {
        ...{ tags, summary: 'Choose how often I am written to' },
        ...{ body: ChooseRhythm, response: { 200: NoticeSettings } },
      },
    },
    ({ viewer, body }) => chooseRhythm(db, viewer, body.rhythm),
  )
  app.delete(
    '/me/mail-refusal',
    {
      config,
      schema: {
        ...{ tags, summary: 'Have mail to my address tried again', response: { 204: Type.Null() } },
      },
    },
    async ({ viewer }, reply) => {
      await tryMailAgain(db, viewer)
      return reply.code(204).send(null)
    },
  )
}
