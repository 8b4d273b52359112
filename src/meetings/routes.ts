import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Platform } from '../platform/platform.ts'
import { bringBackMeeting } from './bring-back-meeting.ts'
import { cancelMeeting } from './cancel-meeting.ts'
import { cancelSeries } from './cancel-series.ts'
import { changeMeeting } from './change-meeting.ts'
import { findCohortCalendar } from './find-cohort-calendar.ts'
import { findMeetings, findMyMeetings, findShownMeeting } from './find-meetings.ts'
import type { OnMoved } from './hold-meeting.ts'
import { planMeeting } from './plan-meeting.ts'
import { planSeries, previewSeries } from './plan-series.ts'
import {
  CalendarQuery,
  ChangeMeeting,
  CohortCalendar,
  CohortMeetingParams,
  Meeting,
  MeetingPage,
  MeetingParams,
  MeetingsQuery,
  MyMeetingsQuery,
  PlanMeeting,
  PlannedSeries,
  PlanSeries,
  SeriesParams,
  SeriesPreview,
} from './schemas.ts'

interface Options {
  readonly platform: Platform
  readonly onMoved?: OnMoved
}

/** When a cohort meets: its members read, those who facilitate it plan. To everybody else there are none. */
export const meetingRoutes: FastifyPluginAsyncTypebox<Options> = async (
  app,
  { platform, onMoved = async () => {} },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['meetings']
  const nothing = { 204: Type.Null() }

  app.get(
    '/me/meetings',
    {
      config,
      schema: {
        tags,
        summary: 'What is to come in all my cohorts',
        querystring: MyMeetingsQuery,
        response: { 200: MeetingPage },
      },
    },
    ({ viewer, query }) => findMyMeetings(db, viewer, query),
  )
  app.get(
    '/cohorts/:cohortId/meetings',
    {
      config,
      schema: {
        tags,
        summary: 'The meetings of a cohort, first to last, cancelled ones too',
        params: CohortMeetingParams,
        querystring: MeetingsQuery,
        response: { 200: MeetingPage },
      },
    },
    ({ viewer, params, query }) => findMeetings(db, viewer, params.cohortId, query),
  )
  app.post(
    '/cohorts/:cohortId/meetings',
    {
      config,
      schema: {
        tags,
        summary: 'Plan a meeting',
        params: CohortMeetingParams,
        body: PlanMeeting,
        response: { 201: Meeting },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await planMeeting(db, viewer, params.cohortId, body)),
  )
  app.post(
    '/cohorts/:cohortId/meeting-series/preview',
    {
      config,
      schema: {
        tags,
        summary: 'What planning a series would give, and what would be skipped',
        params: CohortMeetingParams,
        body: PlanSeries,
        response: { 200: SeriesPreview },
      },
    },
    ({ viewer, params, body }) => previewSeries(db, viewer, params.cohortId, body),
  )
  app.post(
    '/cohorts/:cohortId/meeting-series',
    {
      config,
      schema: {
        tags,
        summary: 'Plan meetings in a rhythm, but for blocked days',
        params: CohortMeetingParams,
        body: PlanSeries,
        response: { 201: PlannedSeries },
      },
    },
    async ({ viewer, params, body }, reply) =>
      reply.code(201).send(await planSeries(db, viewer, params.cohortId, body)),
  )
  app.put(
    '/meeting-series/:seriesId/cancellation',
    {
      config,
      schema: {
        tags,
        summary: 'Cancel what is left of a series',
        params: SeriesParams,
        response: nothing,
      },
    },
    async ({ viewer, params }, reply) => {
      await cancelSeries(db, viewer, params.seriesId)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/meetings/:meetingId',
    {
      config,
      schema: { tags, summary: 'A meeting', params: MeetingParams, response: { 200: Meeting } },
    },
    ({ viewer, params }) => findShownMeeting(db, viewer, params.meetingId),
  )
  app.patch(
    '/meetings/:meetingId',
    {
      config,
      schema: {
        tags,
        summary: 'Move a meeting, or change what is said about it',
        params: MeetingParams,
        body: ChangeMeeting,
        response: { 200: Meeting },
      },
    },
    ({ viewer, params, body }) => changeMeeting(db, viewer, params.meetingId, body, onMoved),
  )
  app.put(
    '/meetings/:meetingId/cancellation',
    { config, schema: { tags, summary: 'Cancel a meeting', params: MeetingParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await cancelMeeting(db, viewer, params.meetingId)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/meetings/:meetingId/cancellation',
    { config, schema: { tags, summary: 'Bring a meeting back', params: MeetingParams, response: nothing } },
    async ({ viewer, params }, reply) => {
      await bringBackMeeting(db, viewer, params.meetingId, onMoved)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/cohorts/:cohortId/calendar',
    {
      config,
      schema: {
        tags,
        summary: 'Blocked days and agreed hours where a cohort is',
        params: CohortMeetingParams,
        querystring: CalendarQuery,
        response: { 200: CohortCalendar },
      },
    },
    ({ viewer, params, query }) => findCohortCalendar(db, viewer, params.cohortId, query),
  )
}
