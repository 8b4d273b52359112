import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { findBareClips, findPrivacyClip } from './find-bare-clips.ts'
import { findOpenPauses } from './find-pauses.ts'
import { findStorage } from './find-storage.ts'
import {
  BareClipPage,
  CreatedPause,
  OpenPausePage,
  OpenPauseParams,
  OpenPausesQuery,
  PrivacyClip,
  Settle,
  WithdrawConsent,
} from './pause-schemas.ts'
import { BareClipQuery, ClipParams, GrantParams } from './schemas.ts'
import { settlePause } from './settle-pause.ts'
import { revokeForPrivacy, withdrawForPrivacy } from './stop-for-privacy.ts'
import { Storage } from './storage-schemas.ts'
import { withdrawConsentForPrivacy } from './withdraw-consent.ts'

/** What offices do with clips that they cannot see. */
export const privacyRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['privacy']
  const nothing = { 204: Type.Null() }

  app.get(
    '/administration/clips',
    {
      config,
      schema: {
        ...{ tags: ['administration'], summary: 'How many clips there are, how large and how old' },
        ...{ querystring: BareClipQuery, response: { 200: BareClipPage } },
      },
    },
    ({ viewer, query }) => findBareClips(db, viewer, query),
  )
  app.get(
    '/administration/storage',
    {
      config,
      schema: {
        ...{ tags: ['administration'], summary: 'How much the clips of the organisation take up' },
        ...{ response: { 200: Storage } },
      },
    },
    ({ viewer }) => findStorage(db, viewer),
  )
  app.get(
    '/privacy/pauses',
    {
      config,
      schema: {
        ...{ tags, summary: 'Pauses that wait for a decision' },
        ...{ querystring: OpenPausesQuery, response: { 200: OpenPausePage } },
      },
    },
    ({ viewer, query }) => findOpenPauses(db, viewer, query),
  )
  app.put(
    '/privacy/pauses/:pauseId/resolution',
    {
      config,
      schema: {
        ...{ tags, summary: 'Settle a pause' },
        ...{ params: OpenPauseParams, body: Settle, response: nothing },
      },
    },
    async ({ viewer, params, body }, reply) => {
      await settlePause(db, viewer, params.pauseId, body.resolution)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/privacy/clips/:clipId',
    {
      config,
      schema: {
        ...{ tags, summary: 'That a clip is there, and with which cohorts it is shared' },
        ...{ params: ClipParams, response: { 200: PrivacyClip } },
      },
    },
    ({ viewer, params }) => findPrivacyClip(db, viewer, params.clipId),
  )
  app.post(
    '/privacy/clips/:clipId/consent-withdrawals',
    {
      config,
      schema: {
        ...{ tags, summary: 'Note that somebody in a clip no longer agrees, which pauses it' },
        ...{ params: ClipParams, body: WithdrawConsent, response: { 201: CreatedPause } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await withdrawConsentForPrivacy(db, viewer, params.clipId, body)),
  )
  app.put(
    '/privacy/clips/:clipId/withdrawal',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take a clip back from all but its owner' },
        ...{ params: ClipParams, response: nothing },
      },
    },
    async ({ viewer, params }, reply) => {
      await withdrawForPrivacy(db, viewer, params.clipId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/privacy/clips/:clipId/grants/:grantId',
    {
      config,
      schema: {
        ...{ tags, summary: 'End one cohort’s sight of a clip' },
        ...{ params: GrantParams, response: nothing },
      },
    },
    async ({ viewer, params }, reply) => {
      await revokeForPrivacy(db, viewer, params.clipId, params.grantId)
      return reply.code(204).send(null)
    },
  )
}
