import type { ByteRange } from '../platform/storage/object-store.ts'

export type Asked = { kind: 'whole' } | { kind: 'part'; range: ByteRange } | { kind: 'unsatisfiable' }

/**
 * What of an object of `size` bytes a Range header asks for (RFC 9110, section 14). One range is served, its end
 * clamped to the object's; several, or one that is not understood, count as none, as the RFC allows.
 */
export function readRange(header: string | undefined, size: number): Asked {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return { kind: 'whole' }
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0
      ? { kind: 'unsatisfiable' }
      : { kind: 'part', range: { start: size - length, end: size } }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return { kind: 'whole' }
  if (start >= size) return { kind: 'unsatisfiable' }
  return { kind: 'part', range: { start, end: last === '' ? size : Math.min(Number(last) + 1, size) } }
}
