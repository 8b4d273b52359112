const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '\u200E',
  rlm: '\u200F',
}

/**
 * The words of a caption in a file and where its lines break, without any markup. What is left is text: whoever shows it
 * need not look for tags, and whoever writes it into WebVTT escapes it.
 */
export const unmarked = (marked: string): string =>
  tidy(
    marked
      // Of <c.loud>, <v Ana>, <00:01.000> and SubRip’s <font …> only what stands between them; and {\an8} of players.
      .replace(/<\/?[a-z0-9.][^<>]*>/gi, '')
      .replace(/\{\\[^{}]*\}/g, '')
      .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
        if (name) return entities[name.toLowerCase()] ?? whole
        const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
      }),
  )

/** Text as it was typed, without what nobody can see or no database keeps, nor blank lines, which would end a caption. */
export const tidy = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replace(/[\0-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029]/g, ' ')
    .split('\n')
    .map((line) => line.replace(/[ \t\u00A0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
