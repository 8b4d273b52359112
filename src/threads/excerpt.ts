/** The beginning of what somebody said, in one line and whole letters. */
export function excerptOf(beginning: string, length: number): string {
  const letters = [...beginning.replace(/\s+/g, ' ').trim()]
  if (letters.length <= length) return letters.join('')
  return `${letters.slice(0, length).join('').trimEnd()}…`
}
