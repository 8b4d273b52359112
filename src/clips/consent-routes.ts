import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Platform } from '../platform/platform.ts'
import { attestConsent } from './attest-consent.ts'
import {
  AttestConsent,
  Consent,
  ConsentPolicy,
  ConsentPolicyPage,
  ConsentPolicyQuery,
  MyConsentPolicy,
  WriteConsentPolicy,
} from './consent-schemas.ts'
import { findConsent } from './find-consent.ts'
import { findGrantPolicy, findMyPolicy, findPolicies } from './find-policies.ts'
import { ClipParams, GrantParams } from './schemas.ts'
import { writePolicy } from './write-policy.ts'

export const consentRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform: { db } },
) => {
  const config = { access: 'signed-in' } as const
  const tags = ['consent']

  app.get(
    '/consent-policies/mine',
    {
      config,
      schema: { tags, summary: 'What is asked of me before sharing', response: { 200: MyConsentPolicy } },
    },
    ({ viewer }) => findMyPolicy(db, viewer),
  )
  app.get(
    '/administration/consent-policies',
    {
      config,
      schema: {
        ...{ tags: ['administration'], summary: 'Every version of what is asked before sharing' },
        ...{ querystring: ConsentPolicyQuery, response: { 200: ConsentPolicyPage } },
      },
    },
    ({ viewer, query }) => findPolicies(db, viewer, query),
  )
  app.post(
    '/administration/consent-policies',
    {
      config,
      schema: {
        ...{ tags: ['administration'], summary: 'Write the next version of it' },
        ...{ body: WriteConsentPolicy, response: { 201: ConsentPolicy } },
      },
    },
    async ({ viewer, body }, reply) => reply.code(201).send(await writePolicy(db, viewer, body)),
  )
  app.get(
    '/clips/:clipId/consent',
    {
      config,
      schema: {
        ...{ tags, summary: 'What I said of consent to my clip' },
        ...{ params: ClipParams, response: { 200: Consent } },
      },
    },
    ({ viewer, params }) => findConsent(db, viewer, params.clipId),
  )
  app.put(
    '/clips/:clipId/consent',
    {
      config,
      schema: {
        ...{ tags, summary: 'Say that those in my clip agree' },
        ...{ params: ClipParams, body: AttestConsent, response: { 200: Consent } },
      },
    },
    ({ viewer, params, body }) => attestConsent(db, viewer, params.clipId, body),
  )
  app.get(
    '/clips/:clipId/grants/:grantId/policy',
    {
      config,
      schema: {
        ...{ tags, summary: 'The text I was shown when I shared' },
        ...{ params: GrantParams, response: { 200: ConsentPolicy } },
      },
    },
    ({ viewer, params }) => findGrantPolicy(db, viewer, params.clipId, params.grantId),
  )
}
