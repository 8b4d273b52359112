/** The part of ffprobe's JSON that is used here; anything may be missing, and numbers that ffprobe writes as text stay text. */
export interface ProbedStream {
  readonly index: number
  readonly codec_type?: string
  readonly codec_name?: string
  readonly profile?: string
  readonly pix_fmt?: string
  readonly width?: number
  readonly height?: number
  readonly sample_aspect_ratio?: string
  readonly r_frame_rate?: string
  readonly avg_frame_rate?: string
  readonly field_order?: string
  readonly has_b_frames?: number
  readonly color_transfer?: string
  readonly color_space?: string
  readonly channels?: number
  readonly sample_rate?: string
  readonly duration?: string
  readonly disposition?: { readonly attached_pic?: number }
  readonly side_data_list?: readonly { readonly displaymatrix?: string; readonly rotation?: number }[]
}

export interface ProbedFile {
  readonly streams: readonly ProbedStream[]
  readonly format: {
    readonly format_name?: string
    readonly start_time?: string
    readonly duration?: string
    readonly tags: Readonly<Record<string, string>>
  }
}

const texts = [
  ...['codec_type', 'codec_name', 'profile', 'pix_fmt', 'sample_aspect_ratio', 'r_frame_rate'],
  ...['avg_frame_rate', 'field_order', 'color_transfer', 'color_space', 'sample_rate', 'duration'],
] as const
const counts = ['width', 'height', 'has_b_frames', 'channels'] as const
const dates = ['com.apple.quicktime.creationdate', 'creation_time', 'DATE_RECORDED'] as const
/** ffprobe's own words are short and plain; what a file made longer is no word of ffprobe's. */
const longestText = 200
const mostStreams = 1000

/**
 * Takes what is used out of ffprobe's JSON, and of that only what is of the kind it should be. Undefined where it is not
 * the description of a file: ffprobe writes what the file says, and the file was written by anybody.
 */
export function readHeaderOf(json: string): ProbedFile | undefined {
  const said = parsed(json)
  if (!isRecord(said) || !isRecord(said.format) || !Array.isArray(said.streams)) return undefined
  const { format } = said
  const tags = isRecord(format.tags) ? format.tags : {}
  return {
    streams: said.streams.slice(0, mostStreams).flatMap(readStream),
    format: { ...textsOf(format, ['format_name', 'start_time', 'duration']), tags: textsOf(tags, dates) },
  }
}

function readStream(said: unknown): ProbedStream[] {
  if (!isRecord(said) || !isCount(said.index)) return []
  const sides = Array.isArray(said.side_data_list) ? said.side_data_list.filter(isRecord) : []
  const attached = isRecord(said.disposition) && said.disposition.attached_pic === 1
  return [
    {
      index: said.index,
      ...textsOf(said, texts),
      ...Object.fromEntries(counts.flatMap((name) => (isCount(said[name]) ? [[name, said[name]]] : []))),
      disposition: { attached_pic: attached ? 1 : 0 },
      side_data_list: sides.map((side) => ({
        ...textsOf(side, ['displaymatrix']),
        ...(typeof side.rotation === 'number' && Math.abs(side.rotation) <= 360
          ? { rotation: side.rotation }
          : {}),
      })),
    },
  ]
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31

const textsOf = <const Name extends string>(
  from: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Partial<Record<Name, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(from, name) ? from[name] : undefined
      return typeof value === 'string' && value.length <= longestText ? [[name, value]] : []
    }),
  ) as Partial<Record<Name, string>>
