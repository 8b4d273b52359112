import { readFile, writeFile } from 'node:fs/promises'

/** A recipe makes `file`; other samples it is made from come from `sample`, which puts them beside it. */
export type Recipe = (file: string, sample: (name: string) => Promise<string>) => Promise<unknown>

/** The first `part` of another sample, as an upload that broke off leaves it. */
export const cutTo =
  (name: string, part: number): Recipe =>
  (file, sample) =>
    changed(name, (bytes) => bytes.subarray(0, Math.floor(bytes.length * part)))(file, sample)

export const changed =
  (name: string, change: (bytes: Buffer) => Buffer): Recipe =>
  async (file, sample) =>
    writeFile(file, change(await readFile(await sample(name))))

/** Where the body of the first box of a type begins, behind its version and flags. */
export function afterFlags(bytes: Buffer, type: string): number {
  const at = bytes.indexOf(type)
  if (at < 0) throw new Error(`no ${type}`)
  return at + 8
}

/** Rows a b, c d of a display matrix (ISO 14496-12 8.3.2), in whole numbers. */
export const matrices = {
  right: [0, 1, -1, 0],
  halfTurn: [-1, 0, 0, -1],
  mirrored: [-1, 0, 0, 1],
} as const

/** Tells players to turn the first track, as a phone does that was not held as its sensor lies. */
export async function turn(file: string, [a, b, c, d]: (typeof matrices)[keyof typeof matrices]) {
  const bytes = await readFile(file)
  const fixed = [a, b, 0, c, d, 0, 0, 0].map((number) => number * 0x10000)
  const at = bytes.indexOf('tkhd') + 4 + 40
  for (const [n, value] of [...fixed, 0x40000000].entries()) bytes.writeInt32BE(value, at + n * 4)
  await writeFile(file, bytes)
}
