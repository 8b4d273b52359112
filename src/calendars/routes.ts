import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { addBlock } from './add-block.ts'
import { findAgreements } from './find-agreements.ts'
import { findBlocks } from './find-blocks.ts'
import { removeBlock } from './remove-block.ts'
import {
  AddBlock,
  BlockParams,
  CalendarBlock,
  CalendarBlockPage,
  CalendarBlocksQuery,
  WorkAgreement,
  WorkAgreements,
} from './schemas.ts'
import { setAgreement } from './set-agreement.ts'

/** What administrators settle of days and hours; members read it as the calendar of their cohort. */
export const calendarRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['administration']
  const nothing = { 204: Type.Null() }

  app.get(
    '/administration/calendar-blocks',
    {
      config,
      schema: {
        tags,
        summary: 'Days that are kept free, the earliest first',
        querystring: CalendarBlocksQuery,
        response: { 200: CalendarBlockPage },
      },
    },
    ({ viewer, query }) => findBlocks(db, viewer, query),
  )
  app.post(
    '/administration/calendar-blocks',
    {
      config,
      schema: { tags, summary: 'Keep days free', body: AddBlock, response: { 201: CalendarBlock } },
    },
    async ({ viewer, body }, reply) => reply.code(201).send(await addBlock(db, viewer, body)),
  )
  app.delete(
    '/administration/calendar-blocks/:blockId',
    { config, schema: { tags, summary: 'Give days back', params: BlockParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await removeBlock(db, viewer, params.blockId)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/administration/work-agreements',
    {
      config,
      schema: { tags, summary: 'What was agreed on hours', response: { 200: WorkAgreements } },
    },
    ({ viewer }) => findAgreements(db, viewer),
  )
  app.put(
    '/administration/work-agreements',
    {
      config,
      schema: {
        tags,
        summary: 'Write down what was agreed, for a district or for the rest',
        body: WorkAgreement,
        response: nothing,
      },
    },
    async ({ viewer, body }, reply) => {
      await setAgreement(db, viewer, body)
      return reply.code(204).send(null)
    },
  )
}
