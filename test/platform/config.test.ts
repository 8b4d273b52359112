import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, ConfigError, readConfig } from '../../src/platform/config.ts'

type Environment = Readonly<Record<string, string>>

const secret = 'thirty-two characters, as it must'
const own = { DATABASE_URL: 'postgres://me:pass@db.example/interlude', AUTH_SECRET: secret }
const s3 = {
  S3_BUCKET: 'clips',
  S3_REGION: 'eu-central-1',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'hidden',
}

/** What is set, and what of the configuration it makes. */
const right: [set: Environment, makes: Partial<Config>][] = [
  [{ HOST: '0.0.0.0' }, { host: '0.0.0.0', publicUrl: 'http://localhost:3000' }],
  [{ HOST: '::' }, { host: '::', publicUrl: 'http://localhost:3000' }],
  [
    { HOST: '::1', PORT: '80' },
    { host: '::1', publicUrl: 'http://[::1]:80' },
  ],
  [{ HOST: 'clips.lan' }, { host: 'clips.lan', publicUrl: 'http://clips.lan:3000' }],
  [{ PORT: '0' }, { port: 0, publicUrl: 'http://127.0.0.1:0' }],
  [{ PORT: '65535' }, { port: 65_535, publicUrl: 'http://127.0.0.1:65535' }],
  [{ PORT: ' 8080\n' }, { port: 8080 }],
  [{ PORT: ' ' }, { port: 3000 }],
  [{ PUBLIC_URL: 'https://clips.example/' }, { publicUrl: 'https://clips.example' }],
  [{ PUBLIC_URL: 'https://Clips.example:443' }, { publicUrl: 'https://clips.example' }],
  [{ PUBLIC_URL: 'http://clips.example:8080', PORT: '3' }, { publicUrl: 'http://clips.example:8080' }],
  [{ TRUST_PROXY: 'true' }, { trustProxy: true }],
  [{ TRUST_PROXY: '1' }, { trustProxy: true }],
  [{ TRUST_PROXY: '0' }, { trustProxy: false }],
  [{ TRUST_PROXY: 'false' }, { trustProxy: false }],
  [{ DATA_DIR: '/srv/größer, with space' }, { dataDir: '/srv/größer, with space' }],
  [{ DATA_DIR: 'here/below' }, { dataDir: path.resolve('here/below') }],
  [own, { databaseUrl: own.DATABASE_URL, authSecret: secret, redisUrl: undefined, logLevel: 'info' }],
  [{ ...own, DATABASE_URL: 'postgresql:///x?host=/run/pg' }, { databaseUrl: 'postgresql:///x?host=/run/pg' }],
  [{ AUTH_SECRET: secret }, { databaseUrl: undefined, authSecret: secret }],
  [{ ...own, REDIS_URL: 'redis://:p@cache.example:6379/1' }, { redisUrl: 'redis://:p@cache.example:6379/1' }],
  [{ ...own, REDIS_URL: 'rediss://cache.example' }, { redisUrl: 'rediss://cache.example' }],
  [
    { ...own, ...s3 },
    {
      s3: {
        ...{ endpoint: undefined, bucket: 'clips', region: 'eu-central-1' },
        ...{ accessKeyId: 'key', secretAccessKey: 'hidden' },
      },
    },
  ],
  [
    { ...own, ...s3, S3_ENDPOINT: 'http://s3.lan:3900' },
    { s3: expect.objectContaining({ endpoint: 'http://s3.lan:3900' }) },
  ],
  [{ SMTP_URL: 'smtps://u:p@mail.example' }, { smtpUrl: 'smtps://u:p@mail.example' }],
  [{ PUBLIC_URL: 'https://clips.example' }, { mailFrom: 'Interlude <interlude@clips.example>' }],
  [{ MAIL_FROM: 'Us <us@clips.example>' }, { mailFrom: 'Us <us@clips.example>' }],
  [{ MAIL_FROM: 'us@clips.example' }, { mailFrom: 'us@clips.example' }],
  [{ FFMPEG_PATH: '/opt/ffmpeg' }, { ffmpegPath: '/opt/ffmpeg', ffprobePath: undefined }],
  [{ FFMPEG_PATH: 'ffmpeg7' }, { ffmpegPath: 'ffmpeg7' }],
  [{ FFPROBE_PATH: './ffprobe' }, { ffprobePath: path.resolve('ffprobe') }],
  [{ MEDIA_BOX: 'bubblewrap' }, { mediaBox: 'bubblewrap' }],
  [{ CAPTIONS_COMMAND: '/opt/listen.sh' }, { captionsCommand: '/opt/listen.sh' }],
  [{ LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
  [{ LOG_LEVEL: '' }, { logLevel: 'warn' }],
  [{ UPLOAD_LIMIT_BYTES: '1' }, { limits: expect.objectContaining({ uploadBytes: 1 }) }],
  [{ QUOTA_BYTES: '4503599627370496' }, { limits: expect.objectContaining({ quotaBytes: 2 ** 52 }) }],
  [{ UPLOAD_DAYS: '365' }, { limits: expect.objectContaining({ uploadDays: 365 }) }],
]

const wrong: [set: Environment, sentence: string][] = [
  [{ SMTP_URL: 'mail.example' }, 'SMTP_URL is not an address that starts with smtp:// or smtps://.'],
  [{ MAIL_FROM: 'Us' }, 'MAIL_FROM is not an e-mail address, as in Interlude <interlude@example.org>.'],
  [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not “http”.'],
  [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not “65536”.'],
  [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not “-1”.'],
  [{ PORT: '3e3' }, 'PORT must be a whole number from 0 to 65535, not “3e3”.'],
  [{ PORT: '0x50' }, 'PORT must be a whole number from 0 to 65535, not “0x50”.'],
  [{ PUBLIC_URL: 'clips.example' }, 'PUBLIC_URL is not an address that starts with http:// or https://.'],
  [
    { PUBLIC_URL: 'https:clips.example' },
    'PUBLIC_URL is not an address that starts with http:// or https://.',
  ],
  [
    { PUBLIC_URL: 'ftp://clips.example' },
    'PUBLIC_URL is not an address that starts with http:// or https://.',
  ],
  ...['/interlude', '/?a=b', '/#a'].map((more): [Environment, string] => [
    { PUBLIC_URL: `https://clips.example${more}` },
    'PUBLIC_URL must end after its host and port, as in https://clips.example: Interlude has a host to itself.',
  ]),
  [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY must be one of true, false, 1, 0, not “yes”.'],
  [{ ...own, AUTH_SECRET: 'short' }, 'AUTH_SECRET must be at least 32 characters long.'],
  [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET must be at least 32 characters long.'],
  [
    { DATABASE_URL: own.DATABASE_URL },
    'AUTH_SECRET is missing: with DATABASE_URL set, set it to a random text of at least 32 characters.',
  ],
  ...['mysql://db', 'db.example', 'postgres:db', 'postgres://me:100%@db/x'].map(
    (address): [Environment, string] => [
      { ...own, DATABASE_URL: address },
      'DATABASE_URL is not an address that starts with postgres:// or postgresql://.',
    ],
  ),
  [
    { ...own, REDIS_URL: 'cache.example:6379' },
    'REDIS_URL is not an address that starts with redis:// or rediss://.',
  ],
  [
    { REDIS_URL: 'redis://cache.example' },
    'REDIS_URL needs DATABASE_URL: set both, or neither for the embedded default.',
  ],
  [s3, 'S3_BUCKET needs DATABASE_URL: set both, or neither for the embedded default.'],
  ...Object.keys(s3).map((name): [Environment, string] => [
    { ...own, ...s3, [name]: '' },
    `The S3 settings are half set: ${name} is missing.`,
  ]),
  [
    { ...own, S3_ENDPOINT: 'http://s3.lan' },
    'The S3 settings are half set: S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY are missing.',
  ],
  [
    { ...own, ...s3, S3_ENDPOINT: 's3.lan' },
    'S3_ENDPOINT is not an address that starts with http:// or https://.',
  ],
  [{ MEDIA_BOX: 'none' }, 'MEDIA_BOX must be one of auto, bubblewrap, limits, not “none”.'],
  [
    { CAPTIONS_COMMAND: 'whisper --model small' },
    'CAPTIONS_COMMAND must be the whole path of one program, as in /opt/interlude/captions.sh.',
  ],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, silent, not “loud”.'],
  [
    { UPLOAD_LIMIT_BYTES: '8GiB' },
    'UPLOAD_LIMIT_BYTES must be a whole number from 1 to 1125899906842624, not “8GiB”.',
  ],
  [{ QUOTA_BYTES: '0' }, 'QUOTA_BYTES must be a whole number from 1 to 4503599627370496, not “0”.'],
  [{ UPLOAD_DAYS: '1.5' }, 'UPLOAD_DAYS must be a whole number from 1 to 365, not “1.5”.'],
]

/** These may be anything here: whether they work shows where they are used. */
const unchecked = ['DATA_DIR', 'FFMPEG_PATH', 'FFPROBE_PATH', 'HOST']

describe('the configuration', () => {
  it('is, where nothing is set, the embedded default on this machine alone', () => {
    expect(readConfig({})).toEqual({
      ...{ host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', trustProxy: false },
      ...{ dataDir: path.resolve('data'), databaseUrl: undefined, redisUrl: undefined, s3: undefined },
      ...{ smtpUrl: undefined, mailFrom: 'Interlude <interlude@localhost>' },
      ...{ authSecret: undefined, ffmpegPath: undefined, ffprobePath: undefined, mediaBox: 'auto' },
      logLevel: 'warn',
      limits: { uploadBytes: 8 * 2 ** 30, quotaBytes: 200 * 2 ** 30, uploadDays: 14 },
    })
  })

  it.each(right)('with %j has %j', (set, makes) => {
    expect(readConfig(set)).toMatchObject(makes)
  })

  it.each(wrong)('with %j stops the start with one sentence: %s', (set, sentence) => {
    expect(() => readConfig(set)).toThrow(new ConfigError(sentence))
  })

  it('keeps addresses, which hold passwords, out of its sentences', () => {
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT', 'SMTP_URL']) {
      expect(() => readConfig({ ...own, ...s3, [name]: 'x://me:hunter2@host' })).toThrow(/^(?!.*hunter2)/)
    }
  })

  it('counts an empty value as none, for each variable', () => {
    const empty = Object.fromEntries(variables().map((name) => [name, ' ']))
    expect(readConfig(empty)).toEqual(readConfig({}))
  })

  it('cannot be changed, nor what is in it', () => {
    const config = readConfig({ ...own, ...s3 })
    for (const value of [config, config.limits, config.s3]) expect(Object.isFrozen(value)).toBe(true)
  })

  it('has each variable right, and each that can be wrong wrong, in the tables of this test', () => {
    const names = variables()
    expect(names.length).toBeGreaterThan(15)
    const setIn = (table: readonly (readonly [Environment, unknown])[]) =>
      new Set(table.flatMap(([set]) => Object.keys(set)))
    expect(names.filter((name) => !setIn(right).has(name))).toEqual([])
    expect(names.filter((name) => !setIn(wrong).has(name))).toEqual(unchecked)
  })

  /** What it asks for. */
  const variables = (): string[] => {
    const names = new Set<string>()
    readConfig(new Proxy({}, { get: (_, name) => void names.add(String(name)) }))
    return [...names].sort()
  }
})
