import { mkdir, stat } from 'node:fs/promises'
import type { Packaged } from '../../src/platform/media/packaged.ts'
import { type Bench, cpu, type Figure, mib } from './bench.ts'
import { cpuOf, median } from './cpu.ts'
import { ladderOf } from './ladder.ts'
import { mediaCms, type Peer, peerTube } from './peer-commands.ts'
import { ffmpeg } from './run.ts'
import type { Source } from './sources.ts'
import { matchCrf, ssimOf } from './ssim.ts'

const within = 0.2

/** One of our rungs, and how near it is to its source. */
interface Rung {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly db: number
}

interface Matched {
  readonly rung: Rung
  readonly crf: number
  readonly db: number
  readonly own: { readonly db: number; readonly seconds: number }
  readonly bytes: number
}

/** Our ladder beside what two other projects tell ffmpeg, each of their rungs brought to the quality of ours by its crf. */
export async function peers(bench: Bench): Promise<Figure[]> {
  const { folder, signal, quick, note } = bench
  const source = await bench.sources.piece(quick ? 2 : 15)
  const first = await ladderOf(bench, source, `${folder}/ours`)
  const rungs: Rung[] = []
  for (const made of first.made.filter(isPicture)) {
    rungs.push({ ...made, db: await ssimOf(signal, source.file, made.file, made) })
  }
  await mkdir(`${folder}/theirs`)
  const all: { peer: Peer; matched: Matched[] }[] = []
  for (const peer of [peerTube, mediaCms]) {
    const matched: Matched[] = []
    for (const rung of rungs) {
      note(`looking for the crf at which ${peer.name}'s ${rung.name} is as good as ours`)
      matched.push(await matchedTo(bench, source, peer, rung))
    }
    all.push({ peer, matched })
  }

  const rounds = quick ? 1 : 3
  const ours: number[] = []
  const theirs = all.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    note(`the ladders in turn, round ${round + 1} of ${rounds}`)
    ours.push((await ladderOf(bench, source, `${folder}/ours`)).seconds)
    for (const [at, { peer, matched }] of all.entries()) {
      let seconds = 0
      for (const { rung, crf } of matched) seconds += (await encode(bench, source, peer, rung, crf)).seconds
      theirs[at]?.push(seconds)
    }
  }
  const sound = first.made.find(({ kind }) => kind === 'audio')?.bytes ?? 0
  return all.map(({ peer, matched }, at) => {
    const [mine, other] = [median(ours), median(theirs[at] ?? [])]
    const apart = matched.filter(({ rung, db }) => Math.abs(db - rung.db) > within)
    return {
      what: `CPU of our ladder ÷ ${peer.name}'s arguments, at the same SSIM`,
      ratio: mine / other,
      target: { atMost: peer === peerTube ? 0.7 : 0.5 },
      how: [
        `${source.seconds} s: ours ${cpu(mine)}, verifying and sound alone included; theirs ${cpu(other)}. Medians of ${rounds} in turn.`,
        ...matched.map(
          ({ rung, bytes, crf, db, own }) =>
            `${rung.name.padEnd(5)} ours ${mib(rung.bytes)} ${decibels(rung.db)}; theirs ${mib(bytes)} ${decibels(db)} at crf ${crf} (at ${peer.crf}, their own: ${decibels(own.db)}, ${cpu(own.seconds)})`,
        ),
        `Sound is in all these bytes: 64 kb/s in ours, 128 in theirs. Our sound alone besides: ${mib(sound)}.`,
      ],
      ...(apart.length > 0 && {
        but: `${apart.map(({ rung, db }) => `${rung.name} is ${(db - rung.db).toFixed(2)} dB off`).join(', ')}: not comparable`,
      }),
    }
  })
}

const isPicture = (made: Packaged): made is Packaged & { width: number; height: number } =>
  made.width !== null && made.height !== null
const decibels = (db: number): string => `${db.toFixed(2)} dB`

async function matchedTo(bench: Bench, source: Source, peer: Peer, rung: Rung): Promise<Matched> {
  const made = new Map<number, { db: number; seconds: number; bytes: number }>()
  const [best] = await matchCrf(
    rung.db,
    { from: peer.crf, within, tries: bench.quick ? 3 : 8 },
    async (crf) => {
      const { seconds, file } = await encode(bench, source, peer, rung, crf)
      const db = await ssimOf(bench.signal, source.file, file, rung)
      made.set(crf, { db, seconds, bytes: (await stat(file)).size })
      return db
    },
  )
  const [own, chosen] = [made.get(peer.crf), made.get(best?.crf ?? peer.crf)]
  if (!best || !own || !chosen) throw new Error('nothing was tried')
  return { rung, own, ...best, bytes: chosen.bytes }
}

async function encode({ folder, signal }: Bench, source: Source, peer: Peer, rung: Rung, crf: number) {
  const output = `${folder}/theirs/${peer.name}-${rung.name}`
  const command = peer.command({ ...rung, short: Math.min(rung.width, rung.height), output }, crf)
  const { seconds, own } = await cpuOf(() => ffmpeg(['-i', source.file, ...command], { signal }))
  return { seconds: seconds - own, file: `${output}.mp4` }
}
