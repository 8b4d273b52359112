import { type TUnsafe, Type } from 'typebox'
import { v7 } from 'uuid'

declare const kind: unique symbol
/** A UUIDv7 that knows what it names: an `Id<'clip'>` does not fit where an `Id<'person'>` is asked for. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind }

export type OrganisationId = Id<'organisation'>
export type PersonId = Id<'person'>
export type TokenId = Id<'token'>
export type CohortId = Id<'cohort'>
export type ClipId = Id<'clip'>
export type UploadId = Id<'upload'>
export type RecordingId = Id<'recording'>
export type RenditionId = Id<'rendition'>
export type StillId = Id<'still'>
export type ChunkId = Id<'chunk'>
export type GrantId = Id<'grant'>
export type ThreadId = Id<'thread'>
export type CommentId = Id<'comment'>
export type NoteId = Id<'note'>
export type DistrictId = Id<'district'>
export type SiteId = Id<'site'>
export type IssuerId = Id<'issuer'>
export type InvitationId = Id<'invitation'>
export type PolicyId = Id<'policy'>
export type AttestationId = Id<'attestation'>
export type PauseId = Id<'pause'>
export type HoldId = Id<'hold'>
export type PlaybackId = Id<'playback'>
export type ExportId = Id<'export'>
export type RosterImportId = Id<'roster import'>
export type SignInLinkId = Id<'sign-in link'>
export type CalendarBlockId = Id<'calendar block'>
export type WorkAgreementId = Id<'work agreement'>
export type SeriesId = Id<'meeting series'>
export type MeetingId = Id<'meeting'>
export type MeetingChangeId = Id<'meeting change'>
export type FeedTokenId = Id<'feed token'>
export type TakeawayId = Id<'takeaway'>
export type CycleId = Id<'inquiry cycle'>
export type ProtocolId = Id<'protocol'>
export type AssignmentId = Id<'assignment'>
export type StageId = Id<'stage'>
export type DigestId = Id<'digest'>
export type GoalId = Id<'coaching goal'>
export type EntryId = Id<'coaching entry'>
export type StepId = Id<'coaching step'>
export type ExemplarId = Id<'exemplar'>
export type ExemplarConsentId = Id<'exemplar consent'>
export type AudienceId = Id<'audience'>
export type TeachingNoteId = Id<'teaching note'>
export type TermId = Id<'term'>
export type CollectionId = Id<'collection'>
export type ExemplarThanksId = Id<'exemplar thanks'>
export type SavedSearchId = Id<'saved search'>

/** A new time-ordered id (UUIDv7, RFC 9562): rows created later sort later. */
export const newId = <I extends Id<string>>(): I => v7() as I

/** JSON Schema of an id, typed as that id. */
export const IdSchema = <I extends Id<string>>(): TUnsafe<I> =>
  Type.Unsafe<I>(Type.String({ format: 'uuid' }))
