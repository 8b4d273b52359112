import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addDays } from '../../src/calendars/local-time.ts'
import { leaveAllCohorts } from '../../src/cohorts/leave-all-cohorts.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import { markDeparted } from '../../src/identity/mark-departed.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import type { ClipId, CohortId, DistrictId, ExemplarId, PersonId, SiteId } from '../../src/platform/ids.ts'
import { newId } from '../../src/platform/ids.ts'
import { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import type { Stage } from '../support/stage.ts'

export const today = (): string => new Date().toISOString().slice(0, 10)
export const inDays = (days: number): string => addDays(today(), days)

export const organisation = { kind: 'organisation' } as const

/** A clip whose owner is nobody else's, shared with Maple Street, of which those in the picture agreed to this much. */
export interface Lesson {
  readonly owner: Person
  readonly clipId: ClipId
}

/** What people do with exemplars, over the API where there is a way; what else happens, by the rows it leaves. */
export function exemplarActs(stage: Stage) {
  const { db } = stage.platform
  const { ana, liz, maple } = stage.cast
  const { organisationId } = ana.viewer

  async function member(cohortId: CohortId | null, name = 'Olga'): Promise<Person> {
    const email = `${randomUUID()}@here.example`
    const personId = newId<PersonId>()
    await db.insertInto('people').values({ organisationId, id: personId, name, email }).execute()
    const token = newSecret('itl')
    await writeToken(db, { organisationId, personId }, 'tests', token)
    if (cohortId) {
      await db
        .insertInto('memberships')
        .values({ organisationId, cohortId, personId, part: 'participant' })
        .execute()
    }
    return new Person(stage.baseUrl, name, email, { organisationId, personId }, token)
  }
  const attest = (owner: Person, clipId: ClipId, scope: 'cohort' | 'organisation' | 'network') =>
    owner.send('PUT', `/api/v1/clips/${clipId}/consent`, {
      body: { policyId: null, scope, unconsented: 'off camera' },
    })
  const share = (owner: Person, clipId: ClipId, cohortId: CohortId = maple) =>
    owner.post(`/api/v1/clips/${clipId}/grants`, { cohortId })

  return {
    member,
    attest,
    share,
    async lesson(
      scope: 'cohort' | 'organisation' | null = 'organisation',
      owner?: Person,
      content?: Buffer,
    ): Promise<Lesson> {
      const whose = owner ?? (await member(maple))
      const clipId = await readyClipOf(stage.platform, whose, {
        title: 'Fractions',
        ...(content && { content }),
      })
      if (scope) await attest(whose, clipId, scope)
      await share(whose, clipId)
      return { owner: whose, clipId }
    },
    nominate: (who: Person, clipId: ClipId, more: object = {}) =>
      who.post(`/api/v1/clips/${clipId}/exemplars`, {
        ...{ reasons: ['depth'], words: 'See how long she waits.', audience: organisation },
        ...{ clientKey: randomUUID(), ...more },
      }),
    consent: (who: Person, id: string, more: object = {}) =>
      who.send('PUT', `/api/v1/exemplars/${id}/consent`, {
        body: { textVersion: 1, audience: organisation, endsOn: inDays(100), showsName: true, ...more },
      }),
    end: (who: Person, id: string) => who.delete(`/api/v1/exemplars/${id}/consent`),
    refuse: (who: Person, id: string) => who.put(`/api/v1/exemplars/${id}/refusal`),
    takeBack: (who: Person, id: string) => who.put(`/api/v1/exemplars/${id}/taking-back`),
    publish: (who: Person, id: string) => who.put(`/api/v1/exemplars/${id}/publication`),
    unpublish: (who: Person, id: string) => who.delete(`/api/v1/exemplars/${id}/publication`),
    withdraw: (who: Person, clipId: ClipId) => who.put(`/api/v1/clips/${clipId}/withdrawal`),
    restore: (who: Person, clipId: ClipId) => who.delete(`/api/v1/clips/${clipId}/withdrawal`),
    studentWithdraws: (who: Person, clipId: ClipId) =>
      who.post(`/api/v1/clips/${clipId}/consent-withdrawals`, { party: 'guardian' }),
    concern: (clipId: ClipId, who: Person = ana) =>
      who.post(`/api/v1/clips/${clipId}/concerns`, { kind: 'tone' }),
    /** As a departure does it, without an administrator. */
    depart: (who: Person) =>
      db.transaction().execute(async (trx) => {
        await markDeparted(trx, who.viewer.personId)
        await leaveAllCohorts(trx, who.viewer.personId)
      }),
    /** The clock went past the end of what was agreed to. */
    timePasses: (id: string) =>
      sql`with ended as (update exemplar_consents set until = now()
        where exemplar_id = ${id} and revoked_at is null)
        update clip_audiences set until = now()
        where exemplar_id = ${id} and closed_at is null`.execute(db),
    /** Nominated by Ana, agreed to by its owner and published by Liz. */
    async published(lesson: Lesson, consent: object = {}): Promise<ExemplarId> {
      const nominated = await this.nominate(ana, lesson.clipId)
      const { id } = nominated.body
      const agreed = await this.consent(lesson.owner, id, consent)
      const published = await this.publish(liz, id)
      if (published.status !== 200) {
        throw new Error(`${nominated.status} ${agreed.body.code} ${published.body.code}`)
      }
      return id
    },
    /** A site of its own district, in this zone, with these people. */
    async site(people: readonly Person[], zone = 'America/Chicago') {
      const [districtId, siteId] = [newId<DistrictId>(), newId<SiteId>()]
      await db.insertInto('districts').values({ organisationId, id: districtId, name: 'North' }).execute()
      await db
        .insertInto('sites')
        .values({ organisationId, id: siteId, districtId, name: 'Maple School', zone })
        .execute()
      for (const { viewer } of people) {
        await db.updateTable('people').set({ siteId }).where('id', '=', viewer.personId).execute()
      }
      return { districtId, siteId }
    },
  }
}

export type ExemplarActs = ReturnType<typeof exemplarActs>
