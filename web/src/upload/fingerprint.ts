const probeBytes = 2 ** 20

/**
 * Tells whether a file is the one that was chosen before: its size and the SHA-256 of its first and last mebibyte. Names
 * and dates are not to be relied on, as phones make up new ones each time.
 */
export async function fingerprintOf(file: File): Promise<string> {
  // Without https there is no crypto.subtle. Then the name must do.
  if (!crypto.subtle) return `${file.size}-${file.name}-${file.lastModified}`
  const ends = [file.slice(0, probeBytes), file.slice(Math.max(0, file.size - probeBytes))]
  const hashes = await Promise.all(ends.map(async (end) => hex(await end.arrayBuffer())))
  return [file.size, ...hashes].join('-')
}

async function hex(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
