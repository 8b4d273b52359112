import type { ColumnType, Generated, JSONColumnType, Kysely } from 'kysely'
import type {
  ClipId,
  CohortId,
  CommentId,
  GrantId,
  OrganisationId,
  PersonId,
  RecordingId,
  RenditionId,
  StillId,
  ThreadId,
  TokenId,
  UploadId,
} from '../ids.ts'

/** Accepts the pool and an open transaction alike. */
export type Db = Kysely<Database>

/** Set by the database on insert unless given. */
type CreatedAt = ColumnType<Date, Date | undefined, never>

/** Which feature's folder writes which table stands in docs/architecture.md. */
export interface Database {
  organisations: { id: OrganisationId; name: string; createdAt: CreatedAt }
  people: {
    organisationId: OrganisationId
    id: PersonId
    signInId: string | null
    name: string
    email: string
    createdAt: CreatedAt
  }
  roleGrants: {
    organisationId: OrganisationId
    personId: PersonId
    role: string
    grantedAt: CreatedAt
  }
  apiTokens: {
    organisationId: OrganisationId
    id: TokenId
    personId: PersonId
    name: string
    tokenHash: Buffer
    createdAt: CreatedAt
    lastUsedAt: Date | null
    revokedAt: Date | null
  }
  setUpLinks: { tokenHash: Buffer; createdAt: CreatedAt; usedAt: Date | null }
  cohorts: {
    organisationId: OrganisationId
    id: CohortId
    name: string
    focus: string | null
    createdAt: CreatedAt
  }
  memberships: {
    organisationId: OrganisationId
    cohortId: CohortId
    personId: PersonId
    part: 'participant' | 'facilitator'
    joinedAt: CreatedAt
    leftAt: Date | null
  }
  clips: {
    organisationId: OrganisationId
    id: ClipId
    ownerId: PersonId
    recordingId: RecordingId | null
    title: string
    state: 'receiving' | 'preparing' | 'watchable' | 'ready' | 'failed'
    failureCode: string | null
    cutNo: Generated<number>
    durationMs: number | null
    width: number | null
    height: number | null
    progressStep: 'checking' | 'first-playable' | 'encoding' | 'verifying' | null
    progressFraction: number | null
    progressSecondsLeft: number | null
    createdAt: CreatedAt
  }
  uploads: {
    organisationId: OrganisationId
    id: UploadId
    clipId: ClipId
    ownerId: PersonId
    way: 'form' | 'tus' | 'demo'
    filename: string
    contentType: string
    objectKey: string
    bytesDeclared: number | null
    sha256Declared: Buffer | null
    createdAt: CreatedAt
    expiresAt: Date
    completedAt: Date | null
    abandonedAt: Date | null
    leaseHolder: string | null
    leaseExpiresAt: Date | null
    leaseWanted: Generated<boolean>
  }
  recordings: {
    organisationId: OrganisationId
    id: RecordingId
    uploadId: UploadId
    ownerId: PersonId
    objectKey: string
    bytes: number
    sha256: Buffer | null
    facts: JSONColumnType<object> | null
    capturedAt: Date | null
    createdAt: CreatedAt
  }
  storedObjects: {
    organisationId: OrganisationId
    objectKey: string
    /** Null once the clip is gone; the object then only waits to be removed. */
    clipId: ClipId | null
    createdAt: CreatedAt
    settledAt: Date | null
    discardedAt: Date | null
  }
  renditions: {
    organisationId: OrganisationId
    id: RenditionId
    clipId: ClipId
    cutNo: number
    name: string
    kind: 'video' | 'audio'
    objectKey: string
    bytes: number
    width: number | null
    height: number | null
    bandwidth: number
    averageBandwidth: number
    codecs: string
    durationMs: number
    playlist: string
    publishedAt: CreatedAt
    retiredAt: Date | null
  }
  stills: {
    organisationId: OrganisationId
    id: StillId
    clipId: ClipId
    cutNo: number
    kind: 'poster' | 'storyboard'
    position: Generated<number>
    objectKey: string
    bytes: number
    contentType: string
    width: number
    height: number
    tiles: number | null
    tileWidth: number | null
    tileHeight: number | null
    tileColumns: number | null
    everyMs: number | null
    publishedAt: CreatedAt
    retiredAt: Date | null
  }
  clipGrants: {
    organisationId: OrganisationId
    id: GrantId
    clipId: ClipId
    cohortId: CohortId
    grantedBy: PersonId
    canComment: boolean
    grantedAt: CreatedAt
    revokedAt: Date | null
  }
  clipWithdrawals: {
    organisationId: OrganisationId
    clipId: ClipId
    withdrawnBy: PersonId
    withdrawnAt: CreatedAt
  }
  threads: {
    organisationId: OrganisationId
    id: ThreadId
    clipId: ClipId
    cohortId: CohortId
    authorId: PersonId
    cutNo: number
    kind: 'notice' | 'wonder' | 'interpret' | 'suggest' | 'appreciate'
    startMs: number | null
    endMs: number | null
    regionX: number | null
    regionY: number | null
    regionWidth: number | null
    regionHeight: number | null
    createdAt: CreatedAt
  }
  comments: {
    organisationId: OrganisationId
    id: CommentId
    threadId: ThreadId
    authorId: PersonId
    opensThread: boolean
    body: string | null
    clientKey: string
    createdAt: CreatedAt
    editedAt: Date | null
    deletedAt: Date | null
  }
  threadResolutions: {
    organisationId: OrganisationId
    threadId: ThreadId
    resolvedBy: PersonId
    resolvedAt: CreatedAt
  }
  outbox: {
    organisationId: OrganisationId | null
    id: string
    queue: string
    job: string
    payload: JSONColumnType<object>
    attempts: number
    priority: Generated<number>
    onceKey: string | null
    createdAt: CreatedAt
    notBefore: Date | null
    publishedAt: Date | null
    claims: Generated<number>
    starts: Generated<number>
    runner: string | null
    seenAt: Date | null
    finishedAt: Date | null
    gaveUpBecause: string | null
  }
}
