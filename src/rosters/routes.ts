import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireRole } from '../identity/find-roles.ts'
import { sendProblem } from '../platform/http/error-handler.ts'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { malformed, Problem } from '../platform/problems.ts'
import { findRosterImports } from './find-roster-imports.ts'
import { importRoster } from './import-roster.ts'
import { type Part, receiveRoster } from './receive-roster.ts'
import { type RosterError, rosterLimits } from './roster.ts'
import { RosterForm, RosterImportPage, RosterQuery, RosterReport } from './schemas.ts'

/** What a form may be larger than its file: boundaries, headers and the other fields. */
const formOverhead = 2 ** 20

export const rosterRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (app, { platform }) => {
  await app.register(multipart, {
    limits: { fileSize: rosterLimits.fileBytes, files: 2, fields: 10, fieldSize: 4_096, parts: 12 },
    throwFileSizeLimit: false,
  })
  const validate = app.validatorCompiler
  app.post(
    '/roster-imports',
    {
      config: { access: 'signed-in' },
      bodyLimit: rosterLimits.fileBytes + formOverhead,
      // The schema describes the form; its parts are looked at while they stream by.
      validatorCompiler: (part) => (part.httpPart === 'body' || !validate ? () => true : validate(part)),
      schema: {
        tags: ['people'],
        summary: 'Bring people in line with a list: OneRoster 1.2, or a CSV of name, e-mail, role and cohort',
        consumes: ['multipart/form-data'],
        querystring: RosterQuery,
        body: RosterForm,
        response: { 200: RosterReport },
      },
    },
    async (request, reply) => {
      const { viewer, query } = request
      // Before a large file is taken from somebody who may not send one.
      await requireRole(platform.db, viewer, 'administrator', 'roster manager')
      await using received = await disposable(request)
      const { dryRun = true } = query
      const report = await importRoster(platform.db, viewer, { ...received.roster, dryRun })
      if (!dryRun && report.errors.length > 0) return refuse(request, reply, report.errors)
      return report
    },
  )

  app.get(
    '/roster-imports',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['people'],
        summary: 'Lists that were taken here, newest first',
        querystring: Type.Object(PageQuery),
        response: { 200: RosterImportPage },
      },
    },
    ({ viewer, query }) => findRosterImports(platform.db, viewer, query),
  )
}

async function disposable(request: FastifyRequest) {
  const roster = await receiveRoster(partsOf(request))
  return { roster, [Symbol.asyncDispose]: () => roster.close() }
}

/** The form's parts; a form that breaks off or makes no sense is the sender's fault, and told so. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<Part> {
  try {
    yield* request.parts() as AsyncIterable<Part>
  } catch (error) {
    if (error instanceof Problem || (error as { statusCode?: number }).statusCode !== undefined) throw error
    malformed('broken-form', 'The form broke off, or could not be understood.')
  }
}

function refuse(request: FastifyRequest, reply: FastifyReply, faults: readonly RosterError[]) {
  const errors = faults.map((fault) => ({
    pointer: `/file/${fault.file}/${fault.row}/${fault.column}`,
    ...fault,
  }))
  return sendProblem(request, reply, {
    ...{ status: 400, code: 'roster-errors', errors },
    detail: 'Some rows of this list could not be understood, so nothing of it was taken.',
  })
}
