import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import {
  AdministeredPerson,
  AdministeredPersonPage,
  AuditPage,
  ChangePerson,
  EvaluatorPage,
  EvaluatorPair,
  EvaluatorQuery,
  PeopleQuery,
  PersonParams,
  RoleParams,
  RoleScopeBody,
} from './administration-schemas.ts'
import { changePerson } from './change-person.ts'
import { dropEvaluator } from './drop-evaluator.ts'
import { findAudit } from './find-audit.ts'
import { findEvaluators } from './find-evaluators.ts'
import { findPeople, findPersonOfOffice } from './find-people.ts'
import { findPrivacyActs } from './find-privacy-acts.ts'
import { grantRole } from './grant-role.ts'
import { noteEvaluator } from './note-evaluator.ts'
import { PrivacyActPage, PrivacyActQuery } from './privacy-act-schemas.ts'
import { revokeRole } from './revoke-role.ts'

/** What administrators do with people. Nothing here shows what anybody recorded or said. */
export const administrationRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['administration']
  const nothing = { 204: Type.Null() }

  app.get(
    '/administration/people',
    {
      config,
      schema: {
        tags,
        summary: 'The people of the organisation, by name',
        querystring: PeopleQuery,
        response: { 200: AdministeredPersonPage },
      },
    },
    ({ viewer, query }) => findPeople(db, viewer, query),
  )
  app.get(
    '/administration/people/:personId',
    {
      config,
      schema: {
        tags,
        summary: 'One of the people',
        params: PersonParams,
        response: { 200: AdministeredPerson },
      },
    },
    ({ viewer, params }) => findPersonOfOffice(db, viewer, params.personId),
  )
  app.patch(
    '/administration/people/:personId',
    {
      config,
      schema: {
        tags,
        summary: 'Put a person’s name or site right',
        params: PersonParams,
        body: ChangePerson,
        response: { 200: AdministeredPerson },
      },
    },
    ({ viewer, params, body }) => changePerson(db, viewer, params.personId, body),
  )
  app.put(
    '/administration/people/:personId/roles/:role',
    {
      config,
      schema: {
        tags,
        summary: 'Give a role; site leaders need a siteId, district partners a districtId',
        params: RoleParams,
        body: RoleScopeBody,
        response: nothing,
      },
    },
    async ({ viewer, params, body }, reply) => {
      await grantRole(db, viewer, params.personId, params.role, body)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/administration/people/:personId/roles/:role',
    {
      config,
      schema: {
        tags,
        summary: 'Take a role away, for one site or district where one is named',
        params: RoleParams,
        body: RoleScopeBody,
        response: nothing,
      },
    },
    async ({ viewer, params, body }, reply) => {
      await revokeRole(db, viewer, params.personId, params.role, body)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/administration/evaluators',
    {
      config,
      schema: {
        tags,
        summary: 'Who rates whom for employment: all, or those one person stands in',
        querystring: EvaluatorQuery,
        response: { 200: EvaluatorPage },
      },
    },
    ({ viewer, query }) => findEvaluators(db, viewer, query),
  )
  app.put(
    '/administration/evaluators',
    {
      config,
      schema: {
        tags,
        summary: 'Note that one rates another for employment',
        body: EvaluatorPair,
        response: nothing,
      },
    },
    async ({ viewer, body }, reply) => {
      await noteEvaluator(db, viewer, body)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/administration/evaluators',
    {
      config,
      schema: { tags, summary: 'Note that they no longer do', body: EvaluatorPair, response: nothing },
    },
    async ({ viewer, body }, reply) => {
      await dropEvaluator(db, viewer, body)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/administration/audit',
    {
      config,
      schema: {
        tags,
        summary: 'What was done in an office: who, what, when',
        querystring: Type.Object(PageQuery),
        response: { 200: AuditPage },
      },
    },
    ({ viewer, query }) => findAudit(db, viewer, query),
  )
  app.get(
    '/privacy/acts',
    {
      config,
      schema: {
        tags: ['privacy'],
        summary: 'What was done in the privacy office: to one clip, by me, or all of it',
        querystring: PrivacyActQuery,
        response: { 200: PrivacyActPage },
      },
    },
    ({ viewer, query }) => findPrivacyActs(db, viewer, query),
  )
}
