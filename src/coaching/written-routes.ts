import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { changeGoal } from './change-goal.ts'
import { changeStep } from './change-step.ts'
import { deleteEntry } from './delete-entry.ts'
import { editEntry } from './edit-entry.ts'
import { removeGoal } from './remove-goal.ts'
import { removeStep } from './remove-step.ts'
import {
  ChangeGoal,
  ChangeStep,
  CoachingParams,
  EditEntry,
  Entry,
  EntryParams,
  Goal,
  GoalParams,
  SetGoal,
  SetStep,
  Step,
  StepParams,
  WriteEntry,
} from './schemas.ts'
import { setGoal } from './set-goal.ts'
import { setStep } from './set-step.ts'
import { writeEntry } from './write-entry.ts'

/** What either of the two writes. */
export const coachingWrittenRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['coaching']
  const none = { 204: Type.Null() }

  app.post(
    '/coaching/:cohortId/goals',
    {
      config,
      schema: { tags, summary: 'Set a goal', params: CoachingParams, body: SetGoal, response: { 201: Goal } },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await setGoal(db, viewer, params.cohortId, body)),
  )
  app.patch(
    '/coaching/:cohortId/goals/:goalId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Change a goal, or say that it was reached' },
        ...{ params: GoalParams, body: ChangeGoal, response: { 200: Goal } },
      },
    },
    ({ viewer, params, body }) => changeGoal(db, viewer, params.cohortId, params.goalId, body),
  )
  app.delete(
    '/coaching/:cohortId/goals/:goalId',
    { config, schema: { tags, summary: 'Take my goal out', params: GoalParams, response: none } },
    async ({ viewer, params }, reply) => {
      await removeGoal(db, viewer, params.cohortId, params.goalId)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/coaching/:cohortId/steps',
    {
      config,
      schema: {
        ...{ tags, summary: 'Say what comes next, and by when' },
        ...{ params: CoachingParams, body: SetStep, response: { 201: Step } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await setStep(db, viewer, params.cohortId, body)),
  )
  app.patch(
    '/coaching/:cohortId/steps/:stepId',
    {
      config,
      schema: {
        ...{ tags, summary: 'Change or move a step, or say that it is done' },
        ...{ params: StepParams, body: ChangeStep, response: { 200: Step } },
      },
    },
    ({ viewer, params, body }) => changeStep(db, viewer, params.cohortId, params.stepId, body),
  )
  app.delete(
    '/coaching/:cohortId/steps/:stepId',
    { config, schema: { tags, summary: 'Take my step out', params: StepParams, response: none } },
    async ({ viewer, params }, reply) => {
      await removeStep(db, viewer, params.cohortId, params.stepId)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/coaching/:cohortId/entries',
    {
      config,
      schema: {
        ...{ tags, summary: 'Write a plan, an observation or a debrief' },
        ...{ params: CoachingParams, body: WriteEntry, response: { 201: Entry } },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await writeEntry(db, viewer, params.cohortId, body)),
  )
  app.patch(
    '/coaching/:cohortId/entries/:entryId',
    {
      config,
      schema: {
        tags,
        summary: 'Change my entry',
        params: EntryParams,
        body: EditEntry,
        response: { 200: Entry },
      },
    },
    ({ viewer, params, body }) => editEntry(db, viewer, params.cohortId, params.entryId, body),
  )
  app.delete(
    '/coaching/:cohortId/entries/:entryId',
    { config, schema: { tags, summary: 'Delete my entry', params: EntryParams, response: none } },
    async ({ viewer, params }, reply) => {
      await deleteEntry(db, viewer, params.cohortId, params.entryId)
      return reply.code(204).send(null)
    },
  )
}
