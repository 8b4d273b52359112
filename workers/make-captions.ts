import { addMadeCaptions } from '../src/captions/add-made-captions.ts'
import type { MakeCaptions } from '../src/captions/jobs.ts'
import { writeMade } from '../src/captions/write-making.ts'
import { findPreparation } from '../src/clips/find-preparation.ts'
import { extractSound } from '../src/platform/media/extract-sound.ts'
import { runCaptionsCommand } from '../src/platform/media/run-captions-command.ts'
import { withScratch } from '../src/platform/media/scratch.ts'
import type { Handler } from './handler.ts'

/**
 * Has the operator's program write down what is said in a clip. What comes of it stands beside the clip: nothing that
 * goes wrong here touches it.
 */
export const makeCaptions: Handler<typeof MakeCaptions> = {
  async run({ clipId, cutNo }, { platform, tools, scratch }, signal) {
    const { db, store, config, log } = platform
    const clip = await findPreparation(db, clipId)
    // What was cut away is nobody's to listen to: the rendition that takes least bytes has all of the sound that is left, and
    // that for the weakest links less of it.
    const smallest = clip?.renditions.find(({ name }) => name !== 'lean') ?? clip?.renditions[0]
    if (!clip || clip.cutNo !== cutNo || !smallest || config.captionsCommand === undefined) {
      return writeMade(db, clipId, 'failed')
    }
    const { captionsCommand: command } = config
    if (!tools.box.bwrap && !tools.box.unshare)
      log.warn('the captions command could not be kept from the network here')
    const { durationMs } = smallest
    const file = await withScratch(scratch, async (folder) => {
      const [source, sound] = [`${folder}/rendition`, `${folder}/sound.wav`]
      await store.copyToFile(smallest.objectKey, source, signal)
      await extractSound({ tools, source, durationMs, file: sound, signal })
      return runCaptionsCommand({ tools, command, sound, durationMs, folder, signal })
    })
    const inMs = clip.cut?.inMs ?? 0
    // The rendition is silent there, so that no program can say anything of it.
    await addMadeCaptions(db, { ...clip, inMs, durationMs, muted: [] }, file)
  },
  async giveUp({ clipId }, { platform }, because) {
    platform.log.warn({ clipId, err: because }, 'a clip could not be captioned by the captions command')
    await writeMade(platform.db, clipId, 'failed')
  },
}
