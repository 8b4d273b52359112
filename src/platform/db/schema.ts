import type { ColumnType, Generated, JSONColumnType, Kysely } from 'kysely'
import type {
  AttestationId,
  ClipId,
  CohortId,
  CommentId,
  DistrictId,
  ExemplarId,
  ExportId,
  GrantId,
  HoldId,
  InvitationId,
  IssuerId,
  NoteId,
  OrganisationId,
  PauseId,
  PersonId,
  PlaybackId,
  PolicyId,
  RecordingId,
  RenditionId,
  RosterImportId,
  SignInLinkId,
  SiteId,
  StageId,
  StillId,
  ThreadId,
  TokenId,
  UploadId,
} from '../ids.ts'
import type { BetweenTables } from './between-tables.ts'
import type { ExemplarTables } from './exemplar-tables.ts'
import type { MediaTables } from './media-tables.ts'

/** Accepts the pool and an open transaction alike. */
export type Db = Kysely<Database>

/** Set by the database on insert unless given. */
type CreatedAt = ColumnType<Date, Date | undefined, never>

/** Which feature's folder writes which table stands in docs/architecture.md. */
export interface Database extends BetweenTables, ExemplarTables, MediaTables {
  organisations: {
    id: OrganisationId
    name: string
    zone: Generated<string>
    kMin: Generated<number>
    /** Month and day, as in `06-30`. */
    schoolYearEnds: Generated<string>
    keepsTalkOfLeavers: Generated<boolean>
    /** Whether mails name what they are about. */
    mailSays: Generated<'little' | 'details'>
    createdAt: CreatedAt
  }
  districts: { organisationId: OrganisationId; id: DistrictId; name: string; createdAt: CreatedAt }
  sites: {
    organisationId: OrganisationId
    id: SiteId
    districtId: DistrictId
    name: string
    zone: Generated<string>
    createdAt: CreatedAt
  }
  people: {
    organisationId: OrganisationId
    id: PersonId
    signInId: string | null
    name: string
    /** Null once the person was erased. */
    email: string | null
    state: Generated<'active' | 'departed' | 'erased'>
    siteId: SiteId | null
    createdAt: CreatedAt
    /** When they last left, also where they came back since. */
    departedAt: Date | null
  }
  roleGrants: {
    organisationId: OrganisationId
    personId: PersonId
    role: string
    /** Set for a district partner, and nobody else. */
    districtId: DistrictId | null
    /** Set for a site leader, and nobody else. */
    siteId: SiteId | null
    grantedBy: PersonId | null
    grantedAt: CreatedAt
  }
  evaluators: {
    organisationId: OrganisationId
    evaluatorId: PersonId
    evaluateeId: PersonId
    source: 'set' | 'roster'
    notedAt: CreatedAt
  }
  externalRefs: {
    organisationId: OrganisationId
    source: string
    kind: 'person' | 'cohort' | 'district' | 'site'
    externalId: string
    entityId: string
    droppedAt: Date | null
  }
  oidcIssuers: {
    organisationId: OrganisationId
    id: IssuerId
    name: string
    issuer: string
    clientId: string
    clientSecret: string
    createdAt: CreatedAt
  }
  oidcIdentities: {
    organisationId: OrganisationId
    issuerId: IssuerId
    subject: string
    personId: PersonId
    linkedAt: CreatedAt
  }
  signInChoices: { sessionId: string; organisationId: OrganisationId; isBound: Generated<boolean> }
  signInLinks: {
    id: SignInLinkId
    email: string
    tokenHash: Buffer | null
    createdAt: CreatedAt
    expiresAt: Date
    usedAt: Date | null
    sessionId: string | null
  }
  signInFailures: { key: string; failures: number; firstAt: Generated<Date> }
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
    kind: Generated<'cohort' | 'coaching' | 'leaders'>
    focus: string | null
    norms: string | null
    /** Grows each time the norms are changed. */
    normsNo: Generated<number>
    siteId: SiteId | null
    /** Whether those who run it see who has posted, or how many. */
    participation: Generated<'names' | 'counts'>
    closedAt: Date | null
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
  normAgreements: {
    organisationId: OrganisationId
    cohortId: CohortId
    personId: PersonId
    normsNo: number
    agreedAt: CreatedAt
  }
  invitations: {
    organisationId: OrganisationId
    id: InvitationId
    email: string
    name: string
    roles: Generated<string[]>
    districtId: DistrictId | null
    siteId: SiteId | null
    cohortId: CohortId | null
    part: 'participant' | 'facilitator' | null
    /** Why, in the inviter's words. */
    words: string | null
    invitedBy: PersonId
    tokenHash: Buffer | null
    createdAt: CreatedAt
    expiresAt: Date
    sentAt: Date | null
    acceptedAt: Date | null
    acceptedBy: PersonId | null
    revokedAt: Date | null
  }
  clips: {
    organisationId: OrganisationId
    id: ClipId
    ownerId: PersonId
    recordingId: RecordingId | null
    title: string
    /** What the owner tried, and what they ask others to look for. */
    tried: string | null
    question: string | null
    state: 'receiving' | 'preparing' | 'watchable' | 'ready' | 'failed'
    failureCode: string | null
    cutNo: Generated<number>
    durationMs: number | null
    width: number | null
    height: number | null
    progressStep: 'checking' | 'first-playable' | 'lean' | 'encoding' | 'verifying' | null
    progressFraction: number | null
    progressSecondsLeft: number | null
    /** The first clip of the recording that this one has a copy of; its id stays when it goes. */
    madeOfClipId: ClipId | null
    /** Of a clip that was made of another's recording: the same again answers it. */
    clientKey: string | null
    createdAt: CreatedAt
  }
  uploads: {
    organisationId: OrganisationId
    id: UploadId
    clipId: ClipId
    ownerId: PersonId
    way: 'form' | 'tus' | 'demo' | 'copy'
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
    /** Of the whole recording; a clip's is that of its cut. */
    durationMs: number | null
    originalGoneAt: Date | null
    /** Kept, but never again given to anybody: a cut hides something of it. */
    sealedAt: Date | null
    /** To be destroyed once the cut that hides something of it is ready. */
    destroyWantedAt: Date | null
    createdAt: CreatedAt
  }
  /** The first cut has no row where it is the whole. Times are on the recording's timeline, half-open. */
  cuts: {
    organisationId: OrganisationId
    clipId: ClipId
    cutNo: number
    inMs: number
    outMs: number
    madeBy: PersonId
    madeAt: CreatedAt
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
    /** Null of a recording that is played as one file. */
    playlist: string | null
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
    canDownload: Generated<boolean>
    policyId: PolicyId | null
    policyHash: Buffer | null
    grantedAt: CreatedAt
    revokedAt: Date | null
  }
  evaluatorAcknowledgements: {
    organisationId: OrganisationId
    grantId: GrantId
    evaluatorId: PersonId
    acknowledgedAt: CreatedAt
  }
  consentPolicies: {
    organisationId: OrganisationId
    id: PolicyId
    districtId: DistrictId | null
    version: number
    text: string
    textHash: Buffer
    asksGuardians: boolean
    asksPrincipal: boolean
    asksAdults: boolean
    writtenBy: PersonId | null
    writtenAt: CreatedAt
  }
  consentAttestations: {
    organisationId: OrganisationId
    id: AttestationId
    clipId: ClipId
    policyId: PolicyId | null
    attestedBy: PersonId
    scope: 'cohort' | 'organisation' | 'network'
    guardiansOk: boolean | null
    principalOk: boolean | null
    adultsOk: boolean | null
    unconsented: 'none present' | 'off camera' | 'hidden' | 'cut out'
    attestedAt: CreatedAt
    replacedAt: Date | null
  }
  clipPauses: {
    organisationId: OrganisationId
    id: PauseId
    clipId: ClipId
    reason: 'concern' | 'consent withdrawn'
    kind: 'student privacy' | 'safety' | 'tone' | 'other' | 'guardian' | 'student' | 'principal' | 'adult'
    words: string | null
    raisedBy: PersonId
    raisedAt: CreatedAt
    actBy: Date | null
    resolvedBy: PersonId | null
    resolvedAt: Date | null
    resolution: 'kept' | 'cut again' | 'withdrawn' | 'purged' | null
  }
  legalHolds: {
    organisationId: OrganisationId
    id: HoldId
    clipId: ClipId
    basis: string
    tellsOwner: Generated<boolean>
    placedBy: PersonId
    placedAt: CreatedAt
    liftedBy: PersonId | null
    liftedAt: Date | null
  }
  clipPurges: {
    organisationId: OrganisationId
    clipId: ClipId
    ownerId: PersonId
    why: 'owner' | 'privacy officer' | 'retention' | 'consent withdrawn' | 'account deleted'
    orderedBy: PersonId | null
    orderedAt: CreatedAt
    doneAt: Date | null
    certificate: JSONColumnType<object> | null
  }
  retentionNotices: {
    organisationId: OrganisationId
    clipId: ClipId
    rule: 'never shared' | 'shared' | 'withdrawn'
    dueOn: string
    daysBefore: number
    toldAt: CreatedAt
  }
  clipKeepings: { organisationId: OrganisationId; clipId: ClipId; untilOn: string; chosenAt: CreatedAt }
  retentionRules: {
    organisationId: OrganisationId
    rule: 'original' | 'never shared' | 'shared' | 'withdrawn'
    days: number
  }
  /** Append only: a trigger sees to it. `hash` binds each row to the one before. */
  ledger: {
    organisationId: OrganisationId
    clipId: ClipId
    seq: number
    at: Date
    what: string
    personId: PersonId | null
    personSalt: Buffer | null
    personHash: Buffer | null
    cohortId: CohortId | null
    detail: JSONColumnType<object> | null
    previousHash: Buffer
    hash: Buffer
  }
  ledgerHeads: { organisationId: OrganisationId; clipId: ClipId; seq: number; hash: Buffer }
  playbacks: {
    organisationId: OrganisationId
    id: PlaybackId
    clipId: ClipId
    personId: PersonId
    what: 'play' | 'download'
    cutNo: number
    grantedAt: CreatedAt
  }
  /** Append only, one chain an organisation. */
  audit: {
    organisationId: OrganisationId
    seq: number
    at: Date
    what: string
    personId: PersonId | null
    personSalt: Buffer | null
    personHash: Buffer | null
    detail: JSONColumnType<object> | null
    previousHash: Buffer
    hash: Buffer
  }
  auditHeads: { organisationId: OrganisationId; seq: number; hash: Buffer }
  clipWithdrawals: {
    organisationId: OrganisationId
    clipId: ClipId
    withdrawnBy: PersonId
    withdrawnAt: CreatedAt
  }
  captions: {
    organisationId: OrganisationId
    clipId: ClipId
    language: string
    source: 'uploaded' | 'edited' | 'machine'
    /** On the recording's own timeline. */
    vtt: string
    /** Null where a program listened. */
    madeBy: PersonId | null
    madeAt: Generated<Date>
  }
  captionMakings: {
    organisationId: OrganisationId
    clipId: ClipId
    state: 'asked' | 'made' | 'failed'
    changedAt: Generated<Date>
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
    /** The stage of a protocol in which it was said. */
    stageId: StageId | null
    /** Set where a cohort studies the clip as an exemplar: its owner does not read that. */
    exemplarId: ExemplarId | null
    createdAt: CreatedAt
  }
  comments: {
    organisationId: OrganisationId
    id: CommentId
    threadId: ThreadId
    authorId: PersonId
    opensThread: boolean
    body: string | null
    stageId: StageId | null
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
  /** Up to when somebody has read the talk about a clip, half-open. Nobody else may learn of it. */
  readings: {
    organisationId: OrganisationId
    personId: PersonId
    clipId: ClipId
    readUntil: Date
  }
  /** Readable by their author alone. One without words is a marker. */
  notes: {
    organisationId: OrganisationId
    id: NoteId
    clipId: ClipId
    authorId: PersonId
    startMs: number | null
    endMs: number | null
    body: string | null
    clientKey: string
    createdAt: CreatedAt
    editedAt: Date | null
  }
  dataExports: {
    organisationId: OrganisationId
    id: ExportId
    personId: PersonId
    objectKey: string
    requestedAt: CreatedAt
    progressFraction: Generated<number>
    readyAt: Date | null
    failedAt: Date | null
    /** The clips in it: the destruction of one of them ends it. */
    clipIds: Generated<ClipId[]>
    bytes: number | null
    expiresAt: Date
  }
  rosterImports: {
    organisationId: OrganisationId
    id: RosterImportId
    importedBy: PersonId
    importedAt: CreatedAt
    source: string
    counts: JSONColumnType<object>
  }
  /** Made once for a closed month, and never again. */
  reportSnapshots: {
    organisationId: OrganisationId
    /** As in `2026-11`. */
    month: string
    by: 'cohort' | 'site'
    k: number
    cells: JSONColumnType<readonly object[]>
    madeAt: CreatedAt
  }
  outbox: {
    organisationId: OrganisationId | null
    /** For whom, so that turns can be taken; nobody's where it is upkeep. */
    ownerId: PersonId | null
    /** Somebody else may watch what comes of it. */
    isShared: Generated<boolean>
    /** A hint of it went out, and it was not claimed since. */
    isHinted: Generated<boolean>
    /** When it was begun last. */
    claimedAt: Generated<Date | null>
    /** Which turn it was, of its organisation in its queue and of its owner in that, once it was claimed. */
    organisationTurn: Generated<number | null>
    ownerTurn: Generated<number | null>
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
