import type { Viewer } from '../identity/viewer.ts'
import type { PersonId } from '../platform/ids.ts'

export const ownsClip = (viewer: Viewer, clip: { ownerId: PersonId }): boolean =>
  clip.ownerId === viewer.personId
