import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Opens a file to be read; a symbolic link is refused (ELOOP), wherever it leads. */
export const openPlainFile = (file: string): Promise<FileHandle> =>
  open(file, constants.O_RDONLY | constants.O_NOFOLLOW)

/** Pieces that are large enough to cost little each, and small enough for their memory to be used again. */
export const pieceBytes = 2 ** 18
