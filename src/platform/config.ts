import path from 'node:path'
import { StartRefused } from './refuse-start.ts'

export interface S3Config {
  /** Undefined means the AWS endpoint of the region. */
  readonly endpoint: string | undefined
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface Limits {
  readonly uploadBytes: number
  /** What one person's originals may add up to. */
  readonly quotaBytes: number
  readonly uploadDays: number
}

export interface Config {
  readonly host: string
  readonly port: number
  /** Where browsers reach us, without a slash at the end. */
  readonly publicUrl: string
  readonly trustProxy: boolean
  readonly dataDir: string
  /** Undefined means the embedded default: PostgreSQL is ours to start. */
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly s3: S3Config | undefined
  /** Undefined means one is made and kept below the data folder. */
  readonly authSecret: string | undefined
  /** Undefined means that mails are kept as files below the data folder. */
  readonly smtpUrl: string | undefined
  /** The address mails come from. */
  readonly mailFrom: string
  readonly ffmpegPath: string | undefined
  readonly ffprobePath: string | undefined
  /** What ffmpeg is kept in: bubblewrap where it works, bubblewrap or no start, or limits alone. */
  readonly mediaBox: 'auto' | 'bubblewrap' | 'limits'
  /** A program that is given a sound file and prints WebVTT; undefined means that nobody listens. */
  readonly captionsCommand: string | undefined
  readonly logLevel: string
  readonly limits: Limits
}

/** The settings, or what this machine has, will not do: trying again cannot help. */
export class ConfigError extends StartRefused {}

/** How a process ends on a ConfigError, as sysexits.h has it. Whoever would start it again need not. */
export const wrongConfigExitCode = 78

const fail = (sentence: string): never => {
  throw new ConfigError(sentence)
}

const GiB = 2 ** 30

/** Reads the environment once. Throws ConfigError with one sentence where it is wrong or half set. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined
  const databaseUrl = url('DATABASE_URL', text('DATABASE_URL'), ['postgres:', 'postgresql:'])
  const redisUrl = url('REDIS_URL', text('REDIS_URL'), ['redis:', 'rediss:'])
  const s3 = readS3(text)
  if (!databaseUrl && redisUrl)
    fail('REDIS_URL needs DATABASE_URL: set both, or neither for the embedded default.')
  if (!databaseUrl && s3) fail('S3_BUCKET needs DATABASE_URL: set both, or neither for the embedded default.')

  const host = text('HOST') ?? '127.0.0.1'
  const port = whole('PORT', text('PORT'), 3000, 0, 65_535)
  const publicUrl = origin('PUBLIC_URL', text('PUBLIC_URL')) ?? `http://${shown(host)}:${port}`
  const authSecret = text('AUTH_SECRET')
  if (authSecret && authSecret.length < 32) fail('AUTH_SECRET must be at least 32 characters long.')
  if (databaseUrl && !authSecret) {
    fail('AUTH_SECRET is missing: with DATABASE_URL set, set it to a random text of at least 32 characters.')
  }
  return Object.freeze({
    host,
    port,
    publicUrl,
    trustProxy: flag('TRUST_PROXY', text('TRUST_PROXY')),
    dataDir: path.resolve(text('DATA_DIR') ?? 'data'),
    databaseUrl,
    redisUrl,
    s3,
    authSecret,
    smtpUrl: url('SMTP_URL', text('SMTP_URL'), ['smtp:', 'smtps:']),
    mailFrom: mailbox('MAIL_FROM', text('MAIL_FROM'), `Interlude <interlude@${mailHost(publicUrl)}>`),
    ffmpegPath: program(text('FFMPEG_PATH')),
    ffprobePath: program(text('FFPROBE_PATH')),
    mediaBox: oneOf('MEDIA_BOX', text('MEDIA_BOX'), 'auto', ['auto', 'bubblewrap', 'limits']),
    captionsCommand: absolute('CAPTIONS_COMMAND', text('CAPTIONS_COMMAND')),
    // Who tries Interlude out reads the terminal; who operates it reads the log.
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL'), databaseUrl ? 'info' : 'warn', [
      'fatal',
      'error',
      'warn',
      'info',
      'debug',
      'silent',
    ]),
    limits: Object.freeze({
      uploadBytes: whole('UPLOAD_LIMIT_BYTES', text('UPLOAD_LIMIT_BYTES'), 8 * GiB, 1, 2 ** 50),
      quotaBytes: whole('QUOTA_BYTES', text('QUOTA_BYTES'), 200 * GiB, 1, 2 ** 52),
      uploadDays: whole('UPLOAD_DAYS', text('UPLOAD_DAYS'), 14, 1, 365),
    }),
  })
}

/** The environment of a worker that this process starts on its own database: ours, with what was found out since. */
export const workerEnvironment = (
  { logLevel }: Pick<Config, 'logLevel'>,
  found: { readonly databaseUrl: string; readonly authSecret: string },
): Record<string, string | undefined> => ({
  ...process.env,
  // Settled for the embedded default, which the worker cannot know of.
  LOG_LEVEL: logLevel,
  DATABASE_URL: found.databaseUrl,
  AUTH_SECRET: found.authSecret,
})

const s3Names = ['S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const

function readS3(text: (name: string) => string | undefined): S3Config | undefined {
  const missing = s3Names.filter((name) => !text(name))
  const endpoint = url('S3_ENDPOINT', text('S3_ENDPOINT'), ['http:', 'https:'])
  if (missing.length === s3Names.length && !endpoint) return undefined
  const [bucket = '', region = '', accessKeyId = '', secretAccessKey = ''] = s3Names.map(text)
  if (missing.length > 0) {
    fail(`The S3 settings are half set: ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing.`)
  }
  return Object.freeze({ endpoint, region, bucket, accessKeyId, secretAccessKey })
}

function url(name: string, value: string | undefined, protocols: readonly string[]): string | undefined {
  if (value === undefined) return undefined
  // With the slashes: `postgres:name` is an address too, and means nothing to anybody.
  return protocols.some((known) => value.toLowerCase().startsWith(`${known}//`)) && isWellFormed(value)
    ? value
    : fail(
        `${name} is not an address that starts with ${protocols.map((known) => `${known}//`).join(' or ')}.`,
      )
}

/** An address, or a name and an address in angle brackets. */
function mailbox(name: string, value: string | undefined, otherwise: string): string {
  if (value === undefined) return otherwise
  return /^(?:[^<>@\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value)
    ? value
    : fail(`${name} is not an e-mail address, as in Interlude <interlude@example.org>.`)
}

/** A mail address needs a name for its host; a bare number has none. */
function mailHost(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  return /^[a-z0-9.-]*[a-z][a-z0-9.-]*$/i.test(hostname) ? hostname : 'localhost'
}

/** `https://example.org%zz` can be parsed, and throws only where it is used. */
function isWellFormed(value: string): boolean {
  try {
    decodeURIComponent(value)
    return URL.canParse(value)
  } catch {
    return false
  }
}

/** As browsers send it in `Origin`. */
function origin(name: string, value: string | undefined): string | undefined {
  if (url(name, value, ['http:', 'https:']) === undefined) return undefined
  const { origin, pathname, search, hash, username } = new URL(value ?? '')
  if (/^\/+$/.test(pathname) && !search && !hash && !username) return origin
  return fail(`${name} must end after its host and port, as in ${origin}: Interlude has a host to itself.`)
}

/** Work on media is done in other folders than this one. */
const program = (value: string | undefined): string | undefined =>
  value?.includes('/') ? path.resolve(value) : value

/** It is started in a folder of each job, without a PATH of ours. */
const absolute = (name: string, value: string | undefined): string | undefined =>
  value === undefined || path.isAbsolute(value)
    ? value
    : fail(`${name} must be the whole path of one program, as in /opt/interlude/captions.sh.`)

function whole(
  name: string,
  value: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (value === undefined) return otherwise
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
  return number >= least && number <= most
    ? number
    : fail(`${name} must be a whole number from ${least} to ${most}, not “${value}”.`)
}

function flag(name: string, value: string | undefined): boolean {
  return oneOf(name, value, 'false', ['true', 'false', '1', '0']).replace('1', 'true') === 'true'
}

function oneOf<const T extends string>(
  name: string,
  value: string | undefined,
  otherwise: NoInfer<T>,
  known: readonly T[],
): T {
  if (value === undefined) return otherwise
  return (
    known.find((one) => one === value) ?? fail(`${name} must be one of ${known.join(', ')}, not “${value}”.`)
  )
}

/** A wildcard address is for listening, not for a browser's address bar. */
const shown = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
