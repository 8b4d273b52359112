import type { Chance } from './chance.ts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

const values: readonly Json[] = [
  ...[null, true, false, 0, -1, 1, 2, 33, 1e9, -1e9, 2 ** 31, 2 ** 53, 1e308, -1e308, 0.5, 1e-300],
  ...['', '0', '-1', 'N/A', 'nan', 'inf', '-inf', '1e308', '0/0', '1/0', '99999999999/1', '1:0', '0:1'],
  ...[
    '65535:1',
    'unknown',
    '__proto__',
    'video',
    'audio',
    'constructor',
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '💥',
  ],
  ...['2026-13-99T99:99:99Z', '-271821-04-20T00:00:00Z', 'matroska,webm', 'avi', 'mp3', 'wav', 'h264', 'png'],
  'x'.repeat(100_000),
  [],
  {},
  [[[[]]]],
  { index: 0 },
]

/** The text of a value that was changed in one to six places; now and then the text itself is broken. */
export function mutatedJson(value: unknown, chance: Chance): string {
  const copy = structuredClone(value) as Json
  let made = copy
  for (let times = chance.below(6); times >= 0; times--) made = mutate(made, chance)
  const text = JSON.stringify(made)
  if (chance.below(20) > 0) return text
  const at = chance.below(text.length)
  return chance.of([
    text.slice(0, at),
    text.slice(at),
    text.slice(0, at) + chance.of(['"', '{', '\\', '\u0000']) + text.slice(at),
  ])
}

/** Walks down to some place and puts something else there, takes it away, or has it twice. */
function mutate(value: Json, chance: Chance): Json {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
  if (names.length === 0 || chance.below(12) === 0) return other(value, chance)
  const name = chance.of(names)
  if (Array.isArray(value)) {
    const at = Number(name)
    const change = chance.below(8)
    if (change === 0) return value.toSpliced(at, 1)
    if (change === 1) return [...value, structuredClone(value[at] as Json)]
    return value.with(at, mutate(value[at] as Json, chance))
  }
  const record = value as { [name: string]: Json }
  if (chance.below(8) === 0) return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))
  return { ...record, [name]: mutate(record[name] as Json, chance) }
}

function other(value: Json, chance: Chance): Json {
  const change = chance.below(4)
  if (change === 0 && typeof value === 'number') return value * 10 ** chance.below(12) - chance.below(3)
  if (change === 0 && typeof value === 'string' && value !== '') {
    const at = chance.below(value.length)
    return value.slice(0, at) + String.fromCharCode(chance.below(0x250)) + value.slice(at + 1)
  }
  if (change === 1) return String(value)
  return chance.of(values)
}
