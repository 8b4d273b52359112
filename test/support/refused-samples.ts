import { writeFile } from 'node:fs/promises'
import { afterFlags, changed, cutTo, type Recipe } from './alter-media.ts'
import { ffmpeg, plainPicture, words } from './make-media.ts'

const text =
  (content: string): Recipe =>
  (file) =>
    writeFile(file, content)
const playlist = (uri: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n${uri}\n#EXT-X-ENDLIST\n`
/** The sample description of a track names its codec: here one that nobody has. */
const unknownCodec = (bytes: Buffer) => {
  bytes.write('zzzz', bytes.indexOf('avc1', bytes.indexOf('stsd')), 'latin1')
  return bytes
}

/** What must not become a clip, and files that broke off. */
export const refusedRecipes = {
  'text.mp4': text('This is not a video. '.repeat(400)),
  'empty.mp4': text(''),
  'noise.mp4': (file) =>
    writeFile(file, Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255))),
  'picture.mp4': (file) =>
    ffmpeg(...words('-f lavfi -i testsrc2=s=64x64 -frames:v 1 -f image2 -c:v png'), file),
  'flash.mp4': async (file, sample) =>
    ffmpeg('-i', await sample('no-audio.mp4'), '-c', 'copy', '-f', 'flv', file),
  'subtitles.mkv': async (file) => {
    await writeFile(`${file}.srt`, '1\n00:00:00,000 --> 00:00:02,000\nhello\n')
    await ffmpeg('-i', `${file}.srt`, file)
  },
  'sibling-playlist.mp4': text(playlist('sibling.mp4')),
  'file-playlist.mp4': text(playlist('file:///etc/passwd')),
  'concat.mp4': text('ffconcat version 1.0\nfile sibling.mp4\n'),
  'huge-picture.mp4': (file) =>
    ffmpeg(...words('-f lavfi -i color=s=8192x8192:r=1:d=1 -frames:v 1 -threads 1'), ...plainPicture, file),
  'thousand-streams.mkv': (file) =>
    ffmpeg(
      ...words('-f lavfi -i anullsrc=r=8000:cl=mono:d=0.1'),
      ...Array.from({ length: 1000 }, () => ['-map', '0']).flat(),
      ...['-c:a', 'pcm_u8', file],
    ),
  'four-hours.mp4': (file) =>
    ffmpeg(...words('-f lavfi -i color=black:s=16x16:r=0.1:d=14410'), ...plainPicture, file),
  'boasting.mp4': changed('plain.mp4', (bytes) => {
    // Ten hours by a movie header whose clock ticks a thousand times a second (ISO 14496-12 8.2.2).
    bytes.writeUInt32BE(36_000_000, afterFlags(bytes, 'mvhd') + 12)
    return bytes
  }),
  'endless-index.mp4': changed('plain.mp4', (bytes) => {
    bytes.writeUInt32BE(0xffffffff, afterFlags(bytes, 'stsz') + 4)
    return bytes
  }),
  'unknown-codec.mp4': changed('no-audio.mp4', unknownCodec),
  'unknown-picture.mp4': changed('plain.mp4', unknownCodec),
  // The index comes last in this one, so that cutting the file off takes it away.
  'cut-at-the-end.mp4': cutTo('hd.mp4', 0.6),
  'cut-in-the-index.mp4': cutTo('plain.mp4', 0.002),
  'cut-faststart.mp4': cutTo('plain.mp4', 0.4),
  'cut-a-little.mp4': cutTo('plain.mp4', 0.85),
  'cut-fragments.mp4': cutTo('fragmented.mp4', 0.5),
  'cut.mkv': cutTo('plain.mkv', 0.5),
  'cut.m4a': cutTo('audio-only.m4a', 0.5),
} satisfies Record<string, Recipe>
