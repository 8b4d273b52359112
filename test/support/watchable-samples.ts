import { writeFile } from 'node:fs/promises'
import { changed, matrices, type Recipe, turn } from './alter-media.ts'
import {
  beeps,
  ffmpeg,
  type NumberedOptions,
  numbered,
  numbers,
  plainPicture,
  plainSound,
  words,
} from './make-media.ts'

const as =
  (options: NumberedOptions): Recipe =>
  (file) =>
    numbered(file, options)
const tone =
  (seconds: number, options: string): Recipe =>
  (file) =>
    ffmpeg('-f', 'lavfi', '-i', `sine=d=${seconds}`, ...words(options), file)
const turned =
  (matrix: keyof typeof matrices, options: NumberedOptions): Recipe =>
  async (file) => {
    await numbered(file, options)
    await turn(file, matrices[matrix])
  }
const hdr = (transfer: string) => ({
  seconds: 2,
  picture: words(
    '-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -tag:v hvc1 -x265-params ' +
      `log-level=none:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`,
  ),
})
const withCover =
  (options: string): Recipe =>
  (file) =>
    ffmpeg(
      ...words('-f lavfi -i sine=d=3 -f lavfi -i testsrc2=s=320x320:d=0.04 -map 0 -map 1'),
      ...words(`-c:v mjpeg -frames:v 1 -disposition:v attached_pic ${options}`),
      file,
    )

/** What becomes a clip. Made at small sizes with ffmpeg's own sources. */
export const watchableRecipes = {
  'plain.mp4': as({ more: ['-movflags', '+faststart'] }),
  'hd.mp4': as({ size: '1280x720', seconds: 5 }),
  'b-frames.mp4': as({
    seconds: 5,
    picture: words('-c:v libx264 -preset veryfast -bf 3 -g 60 -pix_fmt yuv420p'),
  }),
  'sixty.mp4': as({ fps: 60, seconds: 2 }),
  'pal.mp4': as({ fps: 25, seconds: 2 }),
  'ntsc.mp4': as({ fps: '30000/1001', seconds: 3 }),
  'plain.mkv': as({ sound: ['-c:a', 'libopus'], seconds: 4 }),
  // Matroska has no negative times, so that the picture begins a priming later than the sound.
  'aac.mkv': as({ seconds: 3 }),
  'short.mp4': as({ seconds: 0.2 }),
  'no-audio.mp4': as({ sound: null, seconds: 3 }),
  'audio-only.m4a': tone(5, plainSound.join(' ')),
  'speech.mp3': tone(4, '-b:a 64k'),
  'speech.wav': tone(2, '-c:a pcm_s16le'),
  'speech.ogg': tone(2, '-c:a libopus'),
  'speech.aac': tone(2, '-c:a aac'),
  'cover.mp3': withCover('-c:a libmp3lame'),
  'cover.m4a': withCover(`${plainSound.join(' ')} -f mp4`),
  'no-duration.webm': (file) =>
    // A pipe cannot be gone back in to write the duration, as in a browser's recorder.
    numbered('pipe:1', {
      seconds: 3,
      picture: words('-c:v libvpx -deadline realtime -cpu-used 8 -b:v 1M -auto-alt-ref 0'),
      sound: ['-c:a', 'libopus'],
      more: ['-f', 'webm', '-live', '1'],
    }).then((bytes) => writeFile(file, bytes)),
  'fragmented.mp4': as({ seconds: 4, more: ['-movflags', 'frag_keyframe+empty_moov'] }),
  // The strip is drawn upright, turned left, and the file tells players to turn it back right.
  'rotated.mp4': turned('right', { seconds: 2, filter: ',transpose=2' }),
  'portrait.mp4': turned('right', { size: '360x640', seconds: 3, filter: ',transpose=2' }),
  'upside-down.mp4': turned('halfTurn', { seconds: 2, filter: ',hflip,vflip' }),
  'mirrored.mp4': turned('mirrored', { seconds: 2, filter: ',hflip' }),
  'variable.mp4': as({
    filter: ",select='not(between(n,60,89))*(mod(n,3)+lt(n,30))'",
    more: ['-fps_mode', 'vfr'],
  }),
  'odd.mp4': as({
    size: '853x481',
    seconds: 3,
    filter: ',format=yuv444p',
    picture: words('-c:v libx264 -preset ultrafast -pix_fmt yuv444p'),
  }),
  'anamorphic.mp4': as({ size: '720x576', seconds: 2, filter: ',setsar=64/45' }),
  'five-one.mp4': as({ seconds: 2, sound: ['-ac', '6', ...plainSound] }),
  'ten-bit.mp4': as({ seconds: 2, picture: words('-c:v libx264 -preset ultrafast -pix_fmt yuv422p10le') }),
  'hdr.mp4': as(hdr('arib-std-b67')),
  'hdr-pq.mp4': as(hdr('smpte2084')),
  'interlaced.ts': as({
    seconds: 3,
    picture: words('-c:v mpeg2video -flags +ilme+ildct -b:v 4M'),
    sound: ['-c:a', 'mp2'],
  }),
  'camera.avi': as({ seconds: 2, picture: ['-c:v', 'mjpeg'], sound: ['-c:a', 'pcm_s16le'] }),
  'sparse-keys.mp4': as({
    seconds: 6,
    picture: words('-c:v libx264 -preset ultrafast -g 9999 -pix_fmt yuv420p'),
  }),
  'sound-longer.mp4': as({ seconds: 3, soundSeconds: 5 }),
  'picture-longer.mp4': as({ seconds: 5, soundSeconds: 3 }),
  'late-picture.mp4': (file) =>
    ffmpeg(
      ...words('-f lavfi -i sine=d=4 -itsoffset 1 -f lavfi -i testsrc2=s=320x240:r=30:d=3'),
      ...[...words('-map 1 -map 0 -fps_mode vfr'), ...plainPicture, ...plainSound],
      file,
    ),
  'late-sound.mp4': (file) =>
    ffmpeg(
      ...['-f', 'lavfi', '-i', numbers('640x360', 30, 4)],
      ...['-itsoffset', '0.5', '-f', 'lavfi', '-i', beeps(3.5)],
      ...[...plainPicture, ...plainSound],
      file,
    ),
  'sound-gap.mkv': async (file, sample) =>
    ffmpeg(
      ...['-i', await sample('plain.mkv'), '-c', 'copy', '-bsf:a', 'noise=drop=between(pts*tb\\,1.3\\,2.7)'],
      file,
    ),
  // A phone cuts without encoding: from the keyframe before, with an edit list that hides what comes too early.
  'trimmed.mp4': async (file, sample) =>
    ffmpeg('-ss', '1.5', '-i', await sample('plain.mp4'), '-c', 'copy', file),
  'black-start.mp4': as({ seconds: 4, filter: ",drawbox=color=black:t=fill:enable='lt(n,75)'" }),
  'black.mp4': (file) => ffmpeg('-f', 'lavfi', '-i', 'color=black:s=320x180:d=2', file),
  'personal.mov': as({
    seconds: 2,
    more: [
      ...['-movflags', 'use_metadata_tags', '-metadata:s:v', 'handler_name=SecretPhone'],
      ...[
        'com.apple.quicktime.location.ISO6709=+52.3702+004.8952+000.000/',
        'com.apple.quicktime.make=Apple',
        'com.apple.quicktime.model=SecretPhone 15',
        'creation_time=2026-03-02T09:15:00Z',
        'artist=Juf Anna',
      ].flatMap((tag) => ['-metadata', tag]),
    ],
  }),
  'flipped-bytes.mp4': changed('plain.mp4', (bytes) => {
    for (let at = 60_000; at < bytes.length - 20_000; at += 4999) bytes[at] = (bytes[at] ?? 0) ^ 0xff
    return bytes
  }),
} satisfies Record<string, Recipe>
