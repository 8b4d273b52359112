import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readRange } from '../clips/byte-range.ts'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { notFound, Problem } from '../platform/problems.ts'
import { ObjectMissing } from '../platform/storage/object-store.ts'
import { endExport } from './end-export.ts'
import { findExport, findExportFile, findExports } from './find-exports.ts'
import { findMyClips } from './find-my-clips.ts'
import { requestExport } from './request-export.ts'
import { Export, ExportPage, ExportParams, MyClipPage, MyClipQuery } from './schemas.ts'

const tags = ['my data']

export const exportRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db, store } = platform
  const config = { access: 'signed-in' } as const
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-store')
  })

  app.get(
    '/me/clips',
    {
      config,
      schema: {
        tags,
        summary: 'My clips: with whom each is shared, and until when',
        querystring: MyClipQuery,
        response: { 200: MyClipPage },
      },
    },
    ({ viewer, query }) => findMyClips(db, viewer, query),
  )
  app.post(
    '/me/exports',
    {
      config,
      schema: {
        tags,
        summary: 'Ask for a copy of everything that is mine; the one being made, if there is one',
        response: { 202: Export },
      },
    },
    async ({ viewer }, reply) => {
      const id = await requestExport(db, viewer)
      return reply.code(202).send(await findExport(db, viewer, id))
    },
  )
  app.get(
    '/me/exports',
    {
      config,
      schema: {
        tags,
        summary: 'My exports',
        querystring: Type.Object(PageQuery),
        response: { 200: ExportPage },
      },
    },
    ({ viewer, query }) => findExports(db, viewer, query),
  )
  app.get(
    '/me/exports/:exportId',
    {
      config,
      schema: { tags, summary: 'How far an export is', params: ExportParams, response: { 200: Export } },
    },
    ({ viewer, params }) => findExport(db, viewer, params.exportId),
  )
  app.delete(
    '/me/exports/:exportId',
    {
      config,
      schema: { tags, summary: 'Give up an export', params: ExportParams, response: { 204: Type.Null() } },
    },
    async ({ viewer, params }, reply) => {
      await endExport(db, viewer, params.exportId)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/me/exports/:exportId/file',
    { config, schema: { tags, summary: 'The zip, or a range of its bytes', params: ExportParams } },
    async ({ viewer, params, headers, method }, reply) => {
      const { objectKey, bytes, readyAt } = await findExportFile(db, viewer, params.exportId)
      // A download that broke off goes on with the same file, or begins anew.
      const tag = `"${params.exportId}"`
      const resumes = headers['if-range'] === undefined || headers['if-range'] === tag
      const asked = readRange(resumes ? headers.range : undefined, bytes)
      reply.header('accept-ranges', 'bytes').header('etag', tag)
      if (asked.kind === 'unsatisfiable') {
        reply.header('content-range', `bytes */${bytes}`)
        throw new Problem(416, 'range-not-satisfiable', 'There are no such bytes in this file.')
      }
      const range = asked.kind === 'part' ? asked.range : { start: 0, end: bytes }
      if (asked.kind === 'part') {
        reply.code(206).header('content-range', `bytes ${range.start}-${range.end - 1}/${bytes}`)
      }
      const name = `interlude-${readyAt.toISOString().slice(0, 10)}.zip`
      reply.type('application/zip').header('content-length', range.end - range.start)
      reply.header('content-disposition', `attachment; filename="${name}"`)
      if (method === 'HEAD') return reply.send(Readable.from([]))
      try {
        return await reply.send(await store.read(objectKey, range))
      } catch (error) {
        if (error instanceof ObjectMissing) return notFound('export')
        throw error
      }
    },
  )
}
