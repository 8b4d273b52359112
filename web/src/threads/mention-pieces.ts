interface Named {
  readonly name: string
}

/** What is said, in turns: words, the name of somebody mentioned, words, and so on. A name loses the sign it was typed with. */
export function mentionPieces(body: string, mentions: readonly Named[]): readonly string[] {
  if (mentions.length === 0) return [body]
  const names = mentions
    .map(({ name }) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    // “Ana Ortiz” before “Ana”.
    .toSorted((a, b) => b.length - a.length)
  return body.split(new RegExp(`@(${names.join('|')})(?![\\p{L}\\p{N}])`, 'u'))
}
