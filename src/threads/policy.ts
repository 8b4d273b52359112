import type { PersonId } from '../platform/ids.ts'

/** What is known of a viewer's part in the talk of one cohort about one clip. */
export interface Standing {
  readonly ownsClip: boolean
  /** Is in the cohort now. */
  readonly isMember: boolean
  readonly facilitates: boolean
  /** The clip is shared with the cohort now. */
  readonly isGranted: boolean
  readonly canComment: boolean
}

/** The owner always answers where their clip is shared; others where the owner lets them. */
export const mayComment = ({ ownsClip, isMember, isGranted, canComment }: Standing): boolean =>
  isGranted && (ownsClip || (isMember && canComment))

/** An open question is closed by who asked it, whose clip it is about, or who runs the cohort. */
export const mayResolve = (
  standing: Standing,
  viewerId: PersonId,
  thread: { readonly authorId: PersonId },
): boolean =>
  standing.isGranted &&
  (standing.ownsClip || (standing.isMember && (standing.facilitates || thread.authorId === viewerId)))

export const isAuthor = (viewerId: PersonId, said: { readonly authorId: PersonId }): boolean =>
  said.authorId === viewerId
