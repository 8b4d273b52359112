import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type {
  AudienceId,
  ClipId,
  CohortId,
  CollectionId,
  DistrictId,
  ExemplarConsentId,
  ExemplarId,
  ExemplarThanksId,
  OrganisationId,
  PersonId,
  SavedSearchId,
  SiteId,
  TeachingNoteId,
  TermId,
} from '../ids.ts'

type CreatedAt = ColumnType<Date, Date | undefined, never>

/** Of the three ids, the one that its kind needs; an organisation's needs none. */
interface AudienceColumns {
  kind: 'cohort' | 'site' | 'district' | 'organisation'
  cohortId: CohortId | null
  siteId: SiteId | null
  districtId: DistrictId | null
}

/** Why an exemplar ended for good. */
export type EndedBecause =
  | 'owner'
  | 'withdrawn'
  | 'consent withdrawn'
  | 'consent narrowed'
  | 'purged'
  | 'owner left'
  | 'expired'

/** Exemplars and how they are found. Which folder writes which table stands in docs/architecture.md. */
export interface ExemplarTables {
  exemplars: {
    organisationId: OrganisationId
    id: ExemplarId
    clipId: ClipId
    ownerId: PersonId
    nominatedBy: PersonId
    nominatedAt: CreatedAt
    clientKey: string
    reasons: ('student thinking' | 'depth' | 'clarity')[]
    words: string
    askedKind: AudienceColumns['kind']
    askedCohortId: CohortId | null
    askedSiteId: SiteId | null
    askedDistrictId: DistrictId | null
    title: string
    contentArea: string | null
    gradeBand: string | null
    goal: string | null
    cameBefore: string | null
    questions: Generated<string[]>
    protocolKey: string | null
    firstTryId: ExemplarId | null
    refusedAt: Date | null
    takenBackAt: Date | null
    endedAt: Date | null
    endedBecause: EndedBecause | null
    receipt: JSONColumnType<object> | null
  }
  exemplarConsents: AudienceColumns & {
    organisationId: OrganisationId
    id: ExemplarConsentId
    exemplarId: ExemplarId
    showsName: boolean
    /** As in `2027-06-30`; the whole day is part of it, in the zone of where the owner works. */
    endsOn: string
    /** The instant at which that day is over. */
    until: Date
    textVersion: number
    textHash: Buffer
    givenAt: CreatedAt
    revokedAt: Date | null
  }
  clipAudiences: AudienceColumns & {
    organisationId: OrganisationId
    id: AudienceId
    clipId: ClipId
    ownerId: PersonId
    exemplarId: ExemplarId
    consentId: ExemplarConsentId
    showsName: boolean
    until: Date
    openedBy: PersonId
    openedAt: CreatedAt
    closedBy: PersonId | null
    closedAt: Date | null
    /** A curator's and a renewal's close the audience alone; every other ends the exemplar. */
    closedBecause: EndedBecause | 'curator' | 'renewed' | null
  }
  teachingNotes: {
    organisationId: OrganisationId
    id: TeachingNoteId
    exemplarId: ExemplarId
    authorId: PersonId
    startMs: number
    endMs: number | null
    body: string
    clientKey: string
    createdAt: CreatedAt
    editedAt: Date | null
  }
  terms: {
    organisationId: OrganisationId
    id: TermId
    kind: 'practice' | 'look-for' | 'standard'
    /** A standard has one, and nothing else. */
    code: string | null
    name: string
    createdBy: PersonId | null
    createdAt: CreatedAt
    retiredAt: Date | null
  }
  exemplarTags: { organisationId: OrganisationId; exemplarId: ExemplarId; termId: TermId }
  exemplarWords: { organisationId: OrganisationId; exemplarId: ExemplarId; document: string }
  collections: {
    organisationId: OrganisationId
    id: CollectionId
    cohortId: CohortId | null
    title: string
    introduction: string | null
    clientKey: string
    createdBy: PersonId
    createdAt: CreatedAt
    retiredAt: Date | null
  }
  collectionItems: {
    organisationId: OrganisationId
    collectionId: CollectionId
    exemplarId: ExemplarId
    position: number
    addedBy: PersonId
    addedAt: CreatedAt
  }
  exemplarThanks: {
    organisationId: OrganisationId
    id: ExemplarThanksId
    exemplarId: ExemplarId
    cohortId: CohortId
    authorId: PersonId
    body: string
    sentAt: CreatedAt
  }
  savedSearches: {
    organisationId: OrganisationId
    id: SavedSearchId
    personId: PersonId
    name: string
    query: JSONColumnType<object>
    savedAt: CreatedAt
  }
}
