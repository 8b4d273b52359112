import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { InWords } from '../http/schemas.ts'
import type {
  AssignmentId,
  CalendarBlockId,
  ClipId,
  CohortId,
  CommentId,
  CycleId,
  DigestId,
  DistrictId,
  EntryId,
  FeedTokenId,
  GoalId,
  MeetingChangeId,
  MeetingId,
  OrganisationId,
  PersonId,
  ProtocolId,
  SeriesId,
  SiteId,
  StageId,
  StepId,
  TakeawayId,
  ThreadId,
  WorkAgreementId,
} from '../ids.ts'

type CreatedAt = ColumnType<Date, Date | undefined, never>

/** What happens between the meetings. Which folder writes which table stands in docs/architecture.md. */
export interface BetweenTables {
  calendarBlocks: {
    organisationId: OrganisationId
    id: CalendarBlockId
    districtId: DistrictId | null
    siteId: SiteId | null
    kind: 'holiday' | 'blackout'
    name: string
    /** As in `2026-11-26`; the last day is part of it. */
    startsOn: string
    endsOn: string
    createdAt: CreatedAt
  }
  workAgreements: {
    organisationId: OrganisationId
    id: WorkAgreementId
    /** Null for those whose district has none of its own. */
    districtId: DistrictId | null
    /** Times of day as in `19:00:00`. */
    quietFrom: string | null
    quietUntil: string | null
    latestDue: string | null
    weeklyMinutes: number | null
  }
  meetingSeries: {
    organisationId: OrganisationId
    id: SeriesId
    cohortId: CohortId
    rule: JSONColumnType<object>
    zone: string
    startsAt: string
    minutes: number
    firstOn: string
    lastOn: string
    createdBy: PersonId
    createdAt: CreatedAt
  }
  meetings: {
    organisationId: OrganisationId
    id: MeetingId
    cohortId: CohortId
    seriesId: SeriesId | null
    startsAt: Date
    endsAt: Date
    zone: string
    mode: 'in person' | 'online' | 'hybrid'
    place: string | null
    link: string | null
    agenda: string | null
    changeNo: Generated<number>
    createdBy: PersonId
    createdAt: CreatedAt
    cancelledBy: PersonId | null
    cancelledAt: Date | null
  }
  meetingChanges: {
    organisationId: OrganisationId
    id: MeetingChangeId
    cohortId: CohortId
    meetingId: MeetingId
    what: 'planned' | 'moved' | 'changed' | 'cancelled' | 'brought back'
    meetings: Generated<number>
    previousStartsAt: Date | null
    changedBy: PersonId
    changedAt: CreatedAt
  }
  feedTokens: {
    organisationId: OrganisationId
    id: FeedTokenId
    personId: PersonId
    tokenHash: Buffer
    createdAt: CreatedAt
    revokedAt: Date | null
  }
  takeaways: {
    organisationId: OrganisationId
    id: TakeawayId
    meetingId: MeetingId
    authorId: PersonId
    kind: 'decision' | 'next try'
    body: string
    threadId: ThreadId | null
    clientKey: string
    createdAt: CreatedAt
    editedAt: Date | null
  }
  inquiryCycles: {
    organisationId: OrganisationId
    id: CycleId
    cohortId: CohortId
    seq: number
    question: string
    practice: string | null
    previousId: CycleId | null
    firstClipId: ClipId | null
    secondClipId: ClipId | null
    firstFromMs: Generated<number>
    secondFromMs: Generated<number>
    changed: string | null
    learned: string | null
    /** Whose words the question and the practice are, and each of the other two. */
    askedBy: PersonId
    changedSaidBy: PersonId | null
    learnedSaidBy: PersonId | null
    openedBy: PersonId
    openedAt: CreatedAt
    closedBy: PersonId | null
    closedAt: Date | null
  }
  protocols: {
    organisationId: OrganisationId
    id: ProtocolId
    cohortId: CohortId
    versionNo: Generated<number>
    createdBy: PersonId
    createdAt: CreatedAt
    retiredAt: Date | null
  }
  protocolVersions: {
    organisationId: OrganisationId
    protocolId: ProtocolId
    versionNo: number
    title: string
    stages: JSONColumnType<readonly object[]>
    writtenBy: PersonId
    writtenAt: CreatedAt
  }
  assignments: {
    organisationId: OrganisationId
    id: AssignmentId
    cohortId: CohortId
    afterMeetingId: MeetingId | null
    forMeetingId: MeetingId | null
    cycleId: CycleId | null
    presenterId: PersonId | null
    protocolKey: string | null
    protocolId: ProtocolId | null
    protocolVersion: number
    words: string | null
    question: string | null
    opensAt: Date
    dueAt: Date
    dueBy: 'rule' | 'hand'
    minutes: number | null
    createdBy: PersonId
    createdAt: CreatedAt
    closedBy: PersonId | null
    closedAt: Date | null
    cancelledBy: PersonId | null
    cancelledAt: Date | null
  }
  assignmentClips: {
    organisationId: OrganisationId
    assignmentId: AssignmentId
    clipId: ClipId
    position: number
  }
  assignmentStages: {
    organisationId: OrganisationId
    id: StageId
    assignmentId: AssignmentId
    seq: number
    key: string
    name: JSONColumnType<InWords>
    prompt: JSONColumnType<InWords>
    whoPosts: 'all' | 'presenter' | 'others' | 'nobody'
    gate: 'open' | 'own post first' | 'after previous'
    anchor: 'required' | 'optional' | 'none' | 'reply only'
    kinds: ('notice' | 'wonder' | 'interpret' | 'suggest' | 'appreciate')[]
    opensPct: number
    closesPct: number
    minPosts: number
    roomMinutes: number
    clipPosition: number | null
    presenterAnswers: Generated<boolean>
    openedAt: Date | null
    closedAt: Date | null
  }
  /** A view: when each stage really opens and closes. Open means `opensAt <= now() < closesAt`. */
  stageWindows: {
    organisationId: OrganisationId
    stageId: StageId
    assignmentId: AssignmentId
    cohortId: CohortId
    seq: number
    gate: 'open' | 'own post first' | 'after previous'
    opensAt: Date
    closesAt: Date
  }
  assignmentNudges: {
    organisationId: OrganisationId
    assignmentId: AssignmentId
    personId: PersonId
    nudgedBy: PersonId
    nudgedAt: CreatedAt
  }
  mentions: {
    organisationId: OrganisationId
    commentId: CommentId
    personId: PersonId
    mentionedAt: CreatedAt
  }
  thanks: {
    organisationId: OrganisationId
    commentId: CommentId
    personId: PersonId
    thankedAt: CreatedAt
  }
  bringings: {
    organisationId: OrganisationId
    threadId: ThreadId
    personId: PersonId
    broughtAt: CreatedAt
  }
  packChoices: {
    organisationId: OrganisationId
    assignmentId: AssignmentId
    threadId: ThreadId
    choice: 'taken' | 'left out'
    position: Generated<number>
    chosenBy: PersonId
    chosenAt: CreatedAt
  }
  noticeSettings: {
    organisationId: OrganisationId
    personId: PersonId
    rhythm: 'daily' | 'weekly' | 'before meetings' | 'never'
    seenUntil: Date | null
    changedAt: ColumnType<Date, Date | undefined, Date>
  }
  digests: {
    organisationId: OrganisationId
    id: DigestId
    personId: PersonId
    slot: string
    since: Date
    until: Date
    plannedAt: CreatedAt
    sentAt: Date | null
    skippedAt: Date | null
  }
  mailRefusals: {
    organisationId: OrganisationId
    personId: PersonId
    email: string
    reply: string
    refusedAt: ColumnType<Date, Date | undefined, Date>
  }
  coachingGoals: {
    organisationId: OrganisationId
    id: GoalId
    cohortId: CohortId
    body: string
    setBy: PersonId
    clientKey: string
    setAt: CreatedAt
    reachedAt: Date | null
  }
  coachingEntries: {
    organisationId: OrganisationId
    id: EntryId
    cohortId: CohortId
    authorId: PersonId
    kind: 'plan' | 'observe' | 'debrief'
    body: string
    clipId: ClipId | null
    clientKey: string
    createdAt: CreatedAt
    editedAt: Date | null
  }
  coachingSteps: {
    organisationId: OrganisationId
    id: StepId
    cohortId: CohortId
    body: string
    dueOn: string
    setBy: PersonId
    clientKey: string
    setAt: CreatedAt
    doneAt: Date | null
  }
}
