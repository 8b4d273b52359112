/** The code of the refusal for what is surely no recording, so that nobody waits for the server to say so. */
export function refusedAtOnce(file: File): string | undefined {
  if (file.size === 0) return 'empty-file'
  return file.type !== '' && !/^(video|audio|application)\//.test(file.type) ? 'unsupported-type' : undefined
}

/** Whether the file is still there as it was chosen: one that was moved or changed can no longer be read. */
export async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}
