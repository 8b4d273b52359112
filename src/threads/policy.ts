import type { ExemplarId, PersonId } from '../platform/ids.ts'

/** What is known of a viewer's part in the talk of one cohort about one clip. */
export interface Standing {
  readonly ownsClip: boolean
  /** Is in the cohort now. */
  readonly isMember: boolean
  readonly facilitates: boolean
  /** The clip is shared with the cohort now, or studied there as an exemplar. */
  readonly isShared: boolean
  readonly canComment: boolean
  /** Set where the cohort has the clip as this exemplar alone. */
  readonly exemplarId: ExemplarId | null
}

/** The owner always answers where their clip is shared; others where the owner lets them. */
export const mayComment = ({ ownsClip, isMember, isShared, canComment }: Standing): boolean =>
  isShared && (ownsClip || (isMember && canComment))

/** An open question is closed by who asked it, whose clip it is about, or who runs the cohort. */
export const mayResolve = (
  standing: Standing,
  viewerId: PersonId,
  thread: { readonly authorId: PersonId },
): boolean =>
  standing.isShared &&
  (standing.ownsClip || (standing.isMember && (standing.facilitates || thread.authorId === viewerId)))

export const isAuthor = (viewerId: PersonId, said: { readonly authorId: PersonId }): boolean =>
  said.authorId === viewerId
