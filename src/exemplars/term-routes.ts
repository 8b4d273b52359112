import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { Problem } from '../platform/problems.ts'
import { addTerm } from './add-term.ts'
import { changeTerm } from './change-term.ts'
import { findTerms } from './find-terms.ts'
import { importStandards } from './import-standards.ts'
import { retireTerm } from './retire-term.ts'
import { Term } from './schemas.ts'
import {
  AddTerm,
  ChangeTerm,
  ImportedStandards,
  StandardsFile,
  TermPage,
  TermParams,
  TermQuery,
} from './term-schemas.ts'

export const termRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['exemplars']
  const bodyLimit = 5 * 2 ** 20

  app.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit },
    async (_request: unknown, file: Buffer) => file,
  )
  app.get(
    '/terms',
    {
      config,
      schema: {
        ...{ tags, summary: 'The words for practices, look-fors and standards in use here' },
        ...{ querystring: TermQuery, response: { 200: TermPage } },
      },
    },
    ({ viewer, query }) => findTerms(db, viewer, query),
  )
  app.post(
    '/terms',
    {
      config,
      schema: {
        tags,
        summary: 'Add a term, or bring a retired one back',
        body: AddTerm,
        response: { 201: Term },
      },
    },
    async ({ viewer, body }, reply) => reply.code(201).send(await addTerm(db, viewer, body)),
  )
  app.patch(
    '/terms/:termId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Give a term another name' },
        ...{ params: TermParams, body: ChangeTerm, response: { 200: Term } },
      },
    },
    ({ viewer, params, body }) => changeTerm(db, viewer, params.termId, body),
  )
  app.delete(
    '/terms/:termId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Retire a term; it stays where it was given' },
        ...{ params: TermParams, response: { 204: Type.Null() } },
      },
    },
    async ({ viewer, params }, reply) => {
      await retireTerm(db, viewer, params.termId)
      return reply.code(204).send(null)
    },
  )
  const validate = app.validatorCompiler
  app.post(
    '/terms/imports',
    {
      config,
      bodyLimit,
      // The schema describes a file, which is read by itself.
      validatorCompiler: (part) => (part.httpPart === 'body' || !validate ? () => true : validate(part)),
      schema: {
        ...{ tags, summary: 'Bring standards in from a CSV file', consumes: ['text/csv'] },
        ...{ body: StandardsFile, response: { 200: ImportedStandards } },
      },
    },
    ({ viewer, body }) => {
      if (Buffer.isBuffer(body)) return importStandards(db, viewer, body)
      throw new Problem(415, 'unsupported-media-type', 'Please send the file itself, as text/csv.')
    },
  )
}
