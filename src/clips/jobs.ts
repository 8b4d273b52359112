import { Type } from 'typebox'
import {
  type ChunkId,
  type ClipId,
  type ExemplarId,
  IdSchema,
  type PauseId,
  type PersonId,
  type UploadId,
} from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Work is for one cut of a clip (the first unless said): once there is another, it has nothing left to do. */
const ClipPayload = Type.Object({
  clipId: IdSchema<ClipId>(),
  cutNo: Type.Optional(Type.Integer({ minimum: 1 })),
})

/** Checks the recording, and makes it watchable at once where its own streams allow it. */
export const InspectClip = defineJob({
  name: 'clips.inspect',
  queue: 'quick',
  payload: ClipPayload,
  attempts: 3,
})

/** Copies the recording of one clip for another that was made of it. Reading and writing it takes as long as it is large. */
export const CopyRecording = defineJob({
  name: 'clips.copy-recording',
  queue: 'first',
  payload: Type.Object({ clipId: IdSchema<ClipId>(), ofClipId: IdSchema<ClipId>() }),
  attempts: 5,
})

/** Makes the first rung, for recordings that browsers cannot play as they are. */
export const EncodeFirstRung = defineJob({
  name: 'clips.encode-first-rung',
  queue: 'first',
  payload: ClipPayload,
  attempts: 3,
})

/** Makes stills and speech of a long clip, for the weakest links and until there is more. */
export const EncodeLean = defineJob({
  name: 'clips.encode-lean',
  queue: 'first',
  payload: ClipPayload,
  attempts: 3,
})

/** What makes a clip watchable comes before what makes it better. */
const better = 1

/**
 * Makes every rendition and the storyboard, and publishes them together. A long one is divided where several workers live,
 * unless it is to be made whole.
 */
export const EncodeLadder = defineJob({
  name: 'clips.encode-ladder',
  queue: 'media',
  payload: Type.Object({ ...ClipPayload.properties, isWhole: Type.Optional(Type.Boolean()) }),
  attempts: 3,
  priority: better,
})

/** Makes one chunk of a ladder. */
export const EncodeChunk = defineJob({
  name: 'clips.encode-chunk',
  queue: 'media',
  payload: Type.Object({ ...ClipPayload.properties, chunkId: IdSchema<ChunkId>() }),
  attempts: 3,
  priority: better,
})

/** Puts the chunks of a ladder together, once all are made, and publishes it. That is quick, and ends what was begun. */
export const JoinChunks = defineJob({
  name: 'clips.join-chunks',
  queue: 'media',
  payload: ClipPayload,
  attempts: 3,
})

/** Clears what an upload that was given up left in the store. */
export const ClearUpload = defineJob({
  name: 'clips.clear-upload',
  queue: 'upkeep',
  payload: Type.Object({ uploadId: IdSchema<UploadId>() }),
  attempts: 10,
})

/** Destroys everything of a clip whose purge was ordered, and writes the certificate. */
export const PurgeClip = defineJob({
  name: 'clips.purge',
  queue: 'upkeep',
  payload: ClipPayload,
  attempts: 10,
})

/** Tells one of those who see to privacy that a clip was paused. */
export const MailPause = defineJob({
  name: 'clips.mail-pause',
  queue: 'mail',
  payload: Type.Object({ pauseId: IdSchema<PauseId>(), personId: IdSchema<PersonId>() }),
  attempts: 8,
})

/** An exemplar's audience was closed: what hangs on it is settled, and its owner gets a receipt. */
export const AudienceClosed = defineJob({
  name: 'clips.audience-closed',
  queue: 'upkeep',
  payload: Type.Object({ exemplarId: IdSchema<ExemplarId>() }),
  attempts: 10,
})

/** Removes objects that no row knows. To find them takes a look at every object there is, so not often. */
export const SweepOrphans = defineJob({
  name: 'clips.sweep-orphans',
  queue: 'upkeep',
  payload: Type.Object({}),
  attempts: 3,
})

/**
 * Ends uploads that expired, completes those that only lack the last word, sends clips on that were lost on the way, and
 * removes objects and playbacks nobody needs.
 */
export const SweepClips = defineJob({
  name: 'clips.sweep',
  queue: 'upkeep',
  payload: Type.Object({}),
  attempts: 3,
})
