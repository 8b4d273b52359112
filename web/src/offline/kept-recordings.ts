/** The folder in which the uploader keeps recordings that were made on this device: below it one for each person, and upload. */
async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle('uploads')
}

export async function forgetRecordingsOf(personId: string): Promise<void> {
  try {
    await (await folder()).removeEntry(personId, { recursive: true })
  } catch {
    // None are there, or the browser keeps none.
  }
}

/** Throws away recordings whose last part is older than that. */
export async function forgetRecordingsBefore(ms: number): Promise<void> {
  try {
    for await (const person of (await folder()).values()) {
      if (person.kind !== 'directory') continue
      for await (const [key, recording] of (person as FileSystemDirectoryHandle).entries()) {
        if (recording.kind !== 'directory') continue
        const last = await lastChange(recording as FileSystemDirectoryHandle)
        if (last < ms) await (person as FileSystemDirectoryHandle).removeEntry(key, { recursive: true })
      }
    }
  } catch {
    // None are there, or the browser keeps none.
  }
}

async function lastChange(recording: FileSystemDirectoryHandle): Promise<number> {
  let last = Number.NEGATIVE_INFINITY
  for await (const part of recording.values()) {
    if (part.kind !== 'file') continue
    last = Math.max(last, (await (part as FileSystemFileHandle).getFile()).lastModified)
  }
  // One that is only just begun has no part yet.
  return last === Number.NEGATIVE_INFINITY ? Date.now() : last
}
