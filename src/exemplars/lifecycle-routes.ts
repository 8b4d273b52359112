import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { consentText } from './consent-text.ts'
import { consentToExemplar } from './consent-to-exemplar.ts'
import { endExemplar } from './end-exemplar.ts'
import { findAudiencesToName } from './find-audiences-to-name.ts'
import { findMine } from './find-mine.ts'
import { findPassport } from './find-passport.ts'
import * as schemas from './lifecycle-schemas.ts'
import { nominateClip } from './nominate-clip.ts'
import { publishExemplar } from './publish-exemplar.ts'
import { refuseNomination } from './refuse-nomination.ts'
import { Exemplar, ExemplarParams, Passport, Thanks } from './schemas.ts'
import { sendThanks } from './send-thanks.ts'
import { showExemplar } from './show-exemplar.ts'
import { takeBackNomination } from './take-back-nomination.ts'
import { unpublishExemplar } from './unpublish-exemplar.ts'

export const exemplarLifecycleRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['exemplars']
  const params = ExemplarParams
  const nothing = { 204: Type.Null() }

  app.get(
    '/exemplar-audiences',
    {
      config,
      schema: {
        ...{ tags, summary: 'Whom I can name as the audience of an exemplar' },
        ...{ querystring: schemas.AudiencesQuery, response: { 200: schemas.NameableAudiences } },
      },
    },
    ({ viewer, query }) => findAudiencesToName(db, viewer, query.clipId),
  )
  app.post(
    '/clips/:clipId/exemplars',
    {
      config,
      schema: {
        ...{ tags, summary: 'Nominate a clip as an exemplar' },
        ...{ params: schemas.OfClip, body: schemas.Nominate, response: { 201: Exemplar } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await nominateClip(db, viewer, params.clipId, body)),
  )
  app.get(
    '/exemplars/mine',
    {
      config,
      schema: {
        ...{ tags, summary: 'Exemplars of my clips, those I nominated, and those I can publish' },
        response: { 200: schemas.MyExemplars },
      },
    },
    ({ viewer }) => findMine(db, viewer),
  )
  app.get(
    '/exemplars/consent-text',
    {
      config,
      schema: {
        ...{ tags, summary: 'What an owner agrees to' },
        response: { 200: schemas.ConsentText },
      },
    },
    async () => consentText,
  )
  app.get(
    '/exemplars/:exemplarId',
    { config, schema: { tags, summary: 'One exemplar', params, response: { 200: Exemplar } } },
    ({ viewer, params }) => showExemplar(db, viewer, params.exemplarId),
  )
  app.put(
    '/exemplars/:exemplarId/consent',
    {
      config,
      schema: {
        ...{ tags, summary: 'Agree that my clip is an exemplar, or change what I agreed to' },
        ...{ params, body: schemas.GiveConsent, response: { 200: Exemplar } },
      },
    },
    ({ viewer, params, body }) => consentToExemplar(db, viewer, params.exemplarId, body),
  )
  app.delete(
    '/exemplars/:exemplarId/consent',
    {
      config,
      schema: {
        ...{ tags, summary: 'End that my clip is an exemplar' },
        ...{ params, response: { 200: schemas.MaybeReceipt } },
      },
    },
    async ({ viewer, params }, reply) => {
      const receipt = await endExemplar(db, viewer, params.exemplarId)
      return reply.code(200).type('application/json').send(receipt)
    },
  )
  app.put(
    '/exemplars/:exemplarId/refusal',
    { config, schema: { tags, summary: 'Say no to a nomination', params, response: nothing } },
    async ({ viewer, params }, reply) => {
      await refuseNomination(db, viewer, params.exemplarId)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/exemplars/:exemplarId/taking-back',
    { config, schema: { tags, summary: 'Take my nomination back', params, response: nothing } },
    async ({ viewer, params }, reply) => {
      await takeBackNomination(db, viewer, params.exemplarId)
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/exemplars/:exemplarId/publication',
    {
      config,
      schema: { tags, summary: 'Publish to the audience agreed to', params, response: { 200: Exemplar } },
    },
    ({ viewer, params }) => publishExemplar(db, viewer, params.exemplarId),
  )
  app.delete(
    '/exemplars/:exemplarId/publication',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take out of the library' },
        ...{ params, response: { 200: schemas.MaybeExemplar } },
      },
    },
    async ({ viewer, params }, reply) => {
      const exemplar = await unpublishExemplar(db, viewer, params.exemplarId)
      return reply.code(200).type('application/json').send(exemplar)
    },
  )
  app.get(
    '/exemplars/:exemplarId/passport',
    {
      config,
      schema: {
        ...{ tags, summary: 'Everything about my clip as an exemplar' },
        ...{ params, response: { 200: Passport } },
      },
    },
    ({ viewer, params }) => findPassport(db, viewer, params.exemplarId),
  )
  app.post(
    '/exemplars/:exemplarId/thanks',
    {
      config,
      schema: {
        ...{ tags, summary: 'Thank the owner, for a cohort of mine' },
        ...{ params, body: schemas.SendThanks, response: { 201: Thanks } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await sendThanks(db, viewer, params.exemplarId, body)),
  )
}
