import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { wallSecondsFor } from './box.ts'
import { localFile } from './guard.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import type { MediaTools } from './tools.ts'

const width = 1280
const height = 720

/** Makes a clip to look at on a first start: 1280x720 H.264 and AAC in MP4, drawn and spoken by ffmpeg's own sources. */
export async function makeSampleClip(
  tools: MediaTools,
  file: string,
  seconds: number,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true })
  await runFfmpeg({
    tools,
    signal,
    limits: { wallSeconds: wallSecondsFor(seconds * 1000), fileBytes: 2 ** 30 },
    args: [
      ...[
        '-filter_complex',
        `${picture(seconds)};${voices(seconds)}`,
        '-map',
        '[picture]',
        '-map',
        '[voices]',
      ],
      ...[
        '-c:v',
        'libx264',
        '-preset',
        'superfast',
        '-crf',
        '22',
        '-bf',
        '0',
        '-g',
        '60',
        '-pix_fmt',
        'yuv420p',
      ],
      ...['-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart', localFile(file)],
    ],
  })
}

/** Soft moving light, with people seen from above as discs that wander between a board and their tables. */
function picture(seconds: number): string {
  const light = `gradients=s=160x90:r=30:d=${seconds}:speed=0.006:seed=4:n=3:c0=0xdfe7d8:c1=0xf4e3c8:c2=0xcfe0ea:x0=0:y0=0:x1=160:y1=90`
  const chains = [
    `${light},scale=${width}:${height}:flags=bilinear,format=yuv420p,setsar=1,${furniture}[room]`,
    ...people.map(({ colour, size }, at) => `${disc(colour, size)}[p${at}]`),
  ]
  people.forEach(({ x, y, size }, at) => {
    const from = at === 0 ? '[room]' : `[r${at - 1}]`
    const to = at === people.length - 1 ? ',format=yuv420p[picture]' : `[r${at}]`
    chains.push(`${from}[p${at}]overlay=x='${x}-${size / 2}':y='${y}-${size / 2}':eval=frame:shortest=1${to}`)
  })
  return chains.join(';')
}

const boxes = (colour: string, list: readonly string[]) =>
  list.map((box) => `drawbox=${box}:${colour}:fill`).join(',')
const furniture = [
  boxes('0x2f4a45', ['290:24:700:96']),
  boxes('0xe9efe6', ['330:58:180:5', '330:78:250:5', '700:58:210:5', '700:78:120:5']),
  boxes('0xb98f63', [
    '150:330:290:120',
    '500:330:290:120',
    '850:330:290:120',
    '320:540:290:120',
    '680:540:290:120',
  ]),
].join(',')

/** The teacher, who walks, and pupils, who lean and shift. */
const people = [
  { colour: '0xc2543c', size: 64, x: '640+380*sin(t*0.35)', y: '215+40*sin(t*0.8)' },
  { colour: '0x3d6fa5', size: 48, x: '230+9*sin(t*1.7)', y: '305+6*sin(t*1.1)' },
  { colour: '0x6a4c93', size: 48, x: '360+7*sin(t*1.2+1)', y: '475+8*sin(t*0.9)' },
  { colour: '0x2a9d6f', size: 48, x: '590+10*sin(t*1.4+2)', y: '305+5*sin(t*1.9)' },
  { colour: '0xd98e04', size: 48, x: '940+8*sin(t*1.5)', y: '475+7*sin(t*1.3+1)' },
  { colour: '0x3d6fa5', size: 48, x: '1060+9*sin(t*0.9+1)', y: '305+6*sin(t*1.6)' },
  { colour: '0xb5497b', size: 48, x: '440+7*sin(t*1.8)', y: '515+6*sin(t*1.2)' },
  { colour: '0x4d908e', size: 48, x: '830+9*sin(t*1.1+3)', y: '515+6*sin(t*1.4)' },
]

/** Drawn once and held: the alpha falls from 255 to 0 over the last two pixels of the radius. */
function disc(colour: string, size: number): string {
  const radius = size / 2
  const alpha = `clip((${radius}-hypot(X-${radius}+0.5,Y-${radius}+0.5))*128,0,255)`
  const paint = ['r', 'g', 'b'].map((channel) => `${channel}='${channel}(X,Y)'`).join(':')
  return `color=${colour}:s=${size}x${size}:r=30:d=0.03,format=rgba,geq=${paint}:a='${alpha}',loop=-1:1:0`
}

/**
 * Two voices in turn, without words: a buzz whose pitch falls over each phrase, in syllables of about a fifth of a second, phrases
 * of some seconds with pauses between, shaped by the resonances of a throat.
 */
function voices(seconds: number): string {
  const rate = 16_000
  const spoken = (from: number, of: number) => `between(mod(t,9),${from},${from + of})`
  const syllables = (perSecond: number) => `pow(max(0,sin(2*PI*(${perSecond}*t+0.35*sin(2.3*t)))),0.7)`
  const buzz = (pitch: number) => {
    const turns = `(${pitch}*t+4*sin(1.9*t)-6*cos(0.7*t))`
    return `(2*(${turns}-floor(${turns}))-1)`
  }
  const teacher = `(${spoken(0.4, 2.4)}+${spoken(3.3, 1.5)})*${syllables(4.3)}*${buzz(128)}`
  const pupil = `${spoken(5.9, 2)}*${syllables(3.7)}*${buzz(215)}*0.7`
  const room = `anoisesrc=r=${rate}:d=${seconds}:c=brown:a=0.012:seed=7`
  const shaped = ['f=500:t=q:w=1.2:g=9', 'f=1500:t=q:w=2:g=6', 'f=2500:t=q:w=3:g=3'].map(
    (band) => `equalizer=${band}`,
  )
  return [
    `aevalsrc='0.6*(${teacher}+${pupil})':s=${rate}:d=${seconds},lowpass=f=3400,${shaped.join(',')}[talk]`,
    `${room}[room0]`,
    '[talk][room0]amix=inputs=2:normalize=0,alimiter=limit=0.8:level=false,aresample=48000,asetnsamples=n=1024:p=0[voices]',
  ].join(';')
}
