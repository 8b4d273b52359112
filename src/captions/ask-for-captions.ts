import { actAsOwner } from '../clips/act-as-owner.ts'
import { refuseUnwatchable } from '../clips/find-watchable.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { writeAsked } from './write-making.ts'

/** The owner asks for a program to caption the clip. `canMake`: whether one is set up here. */
export const askForCaptions = (db: Db, viewer: Viewer, clipId: ClipId, canMake: boolean): Promise<void> =>
  actAsOwner(
    db,
    viewer,
    clipId,
    'Only the person who uploaded the clip can caption it.',
    async (trx, clip) => {
      if (!canMake) conflict('no-captions-command', 'There is no program here that makes captions.')
      refuseUnwatchable(clip)
      await writeAsked(trx, clip)
    },
  )
