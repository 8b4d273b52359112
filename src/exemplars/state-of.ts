import { type SqlBool, sql } from 'kysely'
import { isLive } from '../clips/find-audiences.ts'
import type { ExemplarState } from './kinds.ts'

/** Of `exemplars`: its owner's consent stands now. */
export const isConsented = sql<SqlBool>`exists (select from exemplar_consents
  where exemplar_consents.exemplar_id = exemplars.id and exemplar_consents.revoked_at is null
    and exemplar_consents.until > now())`

/** Of `exemplars`: its owner is not here any more, or left since they agreed, or else were asked, and came back. */
export const ownerLeft = sql<SqlBool>`exists (select from people where people.id = exemplars.owner_id
  and (people.state <> 'active' or people.departed_at >= coalesce((select max(given_at) from exemplar_consents
    where exemplar_consents.exemplar_id = exemplars.id), exemplars.nominated_at)))`

/** Of `exemplars`: nobody answered no, took it back or ended it, and no event on its clip did (see `closeAudience`). */
export const isOpen = sql<SqlBool>`(exemplars.refused_at is null and exemplars.taken_back_at is null
  and exemplars.ended_at is null and not ${ownerLeft} and not exists (select from clip_audiences as over
    where over.exemplar_id = exemplars.id and over.closed_because not in ('curator', 'renewed')))`

/** Of `exemplars`: its audience sees it at this moment. */
export const isPublished = sql<SqlBool>`exists (select from clip_audiences
  where clip_audiences.exemplar_id = exemplars.id and ${isLive})`

/** Of `exemplars`: an audience was opened and not closed; a concern about the clip may hide it for now. */
export const hasAudience = sql<SqlBool>`exists (select from clip_audiences
  where clip_audiences.exemplar_id = exemplars.id and clip_audiences.closed_at is null
    and clip_audiences.until > now())`

/** What an exemplar is at this moment, of `exemplars`. A consent that ran out has ended it, whether or not a sweep came by. */
export const stateOf = sql<ExemplarState>`case
  when exemplars.refused_at is not null then 'refused'
  when exemplars.taken_back_at is not null then 'taken back'
  when not ${isOpen} then 'ended'
  when ${hasAudience} then 'published'
  when ${isConsented} then 'agreed'
  when exists (select from exemplar_consents where exemplar_consents.exemplar_id = exemplars.id) then 'ended'
  else 'asked' end`
