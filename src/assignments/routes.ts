import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { addClip } from './add-clip.ts'
import { bringBackAssignment } from './bring-back-assignment.ts'
import { cancelAssignment } from './cancel-assignment.ts'
import { changeAssignment } from './change-assignment.ts'
import { closeAssignment } from './close-assignment.ts'
import { closeStage } from './close-stage.ts'
import { createAssignment } from './create-assignment.ts'
import {
  findAssignments,
  findClipAssignments,
  findOwnAssignments,
  findShownAssignment,
} from './find-assignments.ts'
import { findDefaults } from './find-defaults.ts'
import { findParticipation } from './find-participation.ts'
import { nudgeMembers } from './nudge-members.ts'
import { openStage } from './open-stage.ts'
import * as schemas from './schemas.ts'

export const assignmentRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['assignments']
  const nothing = { 204: Type.Null() }
  const params = schemas.AssignmentParams

  app.get(
    '/cohorts/:cohortId/assignments',
    {
      config,
      schema: {
        tags,
        summary: 'Assignments of a cohort I am in, the latest due first',
        params: schemas.AssignmentCohortParams,
        querystring: schemas.AssignmentQuery,
        response: { 200: schemas.AssignmentPage },
      },
    },
    ({ viewer, params, query }) => findAssignments(db, viewer, params.cohortId, query),
  )
  app.post(
    '/cohorts/:cohortId/assignments',
    {
      config,
      schema: {
        tags,
        summary: 'Say what is to be watched and answered until a meeting',
        params: schemas.AssignmentCohortParams,
        body: schemas.CreateAssignment,
        response: { 201: schemas.Assignment },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await createAssignment(db, viewer, params.cohortId, body)),
  )
  app.get(
    '/cohorts/:cohortId/assignments/defaults',
    {
      config,
      schema: {
        tags,
        summary: 'When one would open and be due, and what to think of',
        params: schemas.AssignmentCohortParams,
        querystring: schemas.DefaultsQuery,
        response: { 200: schemas.Defaults },
      },
    },
    ({ viewer, params, query }) => findDefaults(db, viewer, params.cohortId, query),
  )
  app.get(
    '/me/assignments',
    {
      config,
      schema: {
        tags,
        summary: 'What there is to do in all my cohorts, the soonest due first',
        response: { 200: schemas.AssignmentItems },
      },
    },
    ({ viewer }) => findOwnAssignments(db, viewer),
  )
  app.get(
    '/clips/:clipId/assignments',
    {
      config,
      schema: {
        tags,
        summary: 'Assignments that run on a clip now, in my cohorts',
        params: schemas.AssignedClipParams,
        response: { 200: schemas.AssignmentItems },
      },
    },
    ({ viewer, params }) => findClipAssignments(db, viewer, params.clipId),
  )
  app.get(
    '/assignments/:assignmentId',
    {
      config,
      schema: {
        tags,
        summary: 'An assignment of a cohort I am in',
        params,
        response: { 200: schemas.Assignment },
      },
    },
    ({ viewer, params }) => findShownAssignment(db, viewer, params.assignmentId),
  )
  app.patch(
    '/assignments/:assignmentId',
    {
      config,
      schema: {
        tags,
        summary: 'Change an assignment that is not over',
        params,
        body: schemas.ChangeAssignment,
        response: { 200: schemas.Assignment },
      },
    },
    ({ viewer, params, body }) => changeAssignment(db, viewer, params.assignmentId, body),
  )
  app.post(
    '/assignments/:assignmentId/clips',
    {
      config,
      schema: {
        tags,
        summary: 'Put one more clip at the end of an assignment',
        params,
        body: schemas.AddClip,
        response: { 200: schemas.Assignment },
      },
    },
    ({ viewer, params, body }) => addClip(db, viewer, params.assignmentId, body.clipId),
  )
  app.get(
    '/assignments/:assignmentId/participation',
    {
      config,
      schema: {
        tags,
        summary: 'Who has posted, or how many, for those who facilitate',
        params,
        response: { 200: schemas.Participation },
      },
    },
    ({ viewer, params }) => findParticipation(db, viewer, params.assignmentId),
  )
  app.post(
    '/assignments/:assignmentId/nudges',
    {
      config,
      schema: {
        tags,
        summary: 'Remind those who are not done, each once',
        params,
        body: schemas.Nudge,
        response: { 200: schemas.Nudged },
      },
    },
    ({ viewer, params, body }) => nudgeMembers(db, viewer, params.assignmentId, body),
  )

  const acts = [
    ['PUT', 'cancellation', 'Cancel an assignment', cancelAssignment],
    ['DELETE', 'cancellation', 'Put a cancelled assignment back', bringBackAssignment],
    ['PUT', 'closing', 'End an assignment', closeAssignment],
  ] as const
  for (const [method, what, summary, act] of acts) {
    app.route({
      ...{ method, url: `/assignments/:assignmentId/${what}`, config },
      schema: { tags, summary, params, response: nothing },
      handler: async ({ viewer, params }, reply) => {
        await act(db, viewer, params.assignmentId)
        return reply.code(204).send(null)
      },
    })
  }
  const stageActs = [
    ['opening', 'Open a stage before its time, or again', openStage],
    ['closing', 'Close a stage before its time', closeStage],
  ] as const
  for (const [what, summary, act] of stageActs) {
    app.put(
      `/assignments/:assignmentId/stages/:stageId/${what}`,
      { config, schema: { tags, summary, params: schemas.StageParams, response: nothing } },
      async ({ viewer, params }, reply) => {
        await act(db, viewer, params.assignmentId, params.stageId)
        return reply.code(204).send(null)
      },
    )
  }
}
