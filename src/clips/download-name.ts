/** What no file system takes, what turns text around, and what cannot be seen. */
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu
/** Names that Windows keeps for devices, whatever comes after a dot. */
const kept = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i
const longest = 100

/** A file name that says the title and fits every file system. `extension` is as in `mp4`. */
export function downloadName(title: string, extension: string): string {
  const plain = title.toWellFormed().normalize('NFC').replace(unfit, ' ').replace(/\s+/gu, ' ')
  const short = [...plain].slice(0, longest).join('')
  const name = short.replace(/^[. ]+|[. ]+$/gu, '').replace(kept, '_$1')
  return `${name === '' ? 'clip' : name}.${extension}`
}

/**
 * Content-Disposition (RFC 6266) that keeps the file and shows nothing of it: the name in ASCII for those who read no
 * better, and whole as RFC 8187 writes it.
 */
export function attachmentHeader(filename: string): string {
  const ascii = filename
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_')
  const whole = encodeURIComponent(filename).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`
}

/** Of the name a recording came with; what is no plain extension is left out. */
export const extensionOf = (filename: string): string =>
  /\.([a-z0-9]{1,5})$/i.exec(filename)?.[1]?.toLowerCase() ?? 'bin'
