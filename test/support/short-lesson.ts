import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beeps, ffmpeg, numbers, plainPicture, plainSound } from './make-media.ts'

/** A form to upload with: two seconds of small picture and sound, made in the folder. */
export async function shortLesson(folder: string): Promise<FormData> {
  const file = path.join(folder, 'lesson.mp4')
  const sources = ['-f', 'lavfi', '-i', numbers('320x240', 30, 2), '-f', 'lavfi', '-i', beeps(2)]
  await ffmpeg(...sources, ...plainPicture, ...plainSound, file)
  const form = new FormData()
  form.append('title', 'A lesson')
  form.append('file', new Blob([await readFile(file)], { type: 'video/mp4' }), 'lesson.mp4')
  return form
}
