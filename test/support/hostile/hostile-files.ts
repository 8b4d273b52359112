import { bombs } from './bombs.ts'
import { damaged } from './damaged.ts'
import { disguises } from './disguises.ts'
import { headers } from './headers.ts'
import type { HostileFile } from './hostile-file.ts'
import { otherHeaders } from './other-headers.ts'
import { references } from './references.ts'

/** Every hostile file there is. Made when it is asked for, by code or by ffmpeg: none is kept. */
export const hostileFiles: readonly HostileFile[] = [
  ...references,
  ...bombs,
  ...headers,
  ...otherHeaders,
  ...disguises,
  ...damaged,
]
