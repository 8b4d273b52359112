import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../src/platform/config.ts'

interface Service {
  readonly build?: string
  readonly image?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, { condition: string }>>
  readonly healthcheck?: { test?: readonly string[]; disable?: boolean }
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly networks: readonly string[]
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly networks: Readonly<Record<string, { internal?: boolean }>>
  readonly volumes: Readonly<Record<string, object>>
}

type Environment = Readonly<Record<string, string | undefined>>

const root = path.resolve(import.meta.dirname, '..')
const text = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8')

const composeText = await text('docker-compose.yml')
const compose = parse(composeText, { merge: true }) as Compose
const dockerfile = await text('Dockerfile')
const { scripts } = JSON.parse(await text('package.json')) as { scripts: Record<string, string> }
const example = readExample(await text('.env.example'))

const services = Object.entries(compose.services)
const ours = services.filter(([, { build }]) => build !== undefined)
const configNames = namesReadByConfig()

describe('docker-compose.yml', () => {
  it('is a Compose file by the specification’s own schema', async () => {
    const { $schema: _, ...schema } = JSON.parse(await text('test/support/compose-spec.json'))
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema)
    const valid = validate(compose)
    expect(validate.errors ?? []).toEqual([])
    expect(valid).toBe(true)
    // The schema does refuse: a validator that lets everything pass would say the same.
    expect(validate({ ...compose, services: { api: { comand: ['npm', 'start'] } } })).toBe(false)
  })

  it('runs the api, the worker and the migrations from one build, each by a script of package.json', () => {
    expect(ours.map(([name]) => name).sort()).toEqual(['api', 'migrate', 'worker'])
    expect(new Set(ours.map(([, { build }]) => build))).toEqual(new Set(['.']))
    const ran = ours.map(([, { command }]) => scriptOf(command))
    expect(ran.sort()).toEqual(['migrate', 'start', 'worker'])
    for (const script of ran) expect(scripts).toHaveProperty(script)
  })

  it('tells our containers nothing that the configuration does not read', () => {
    for (const [name, { environment = {} }] of ours) {
      expect(
        Object.keys(environment).filter((key) => !configNames.has(key)),
        name,
      ).toEqual([])
    }
  })

  it.each(ours)('gives %s a configuration that boots, once the secrets are set', (_name, service) => {
    const config = readConfig({ ...imageEnvironment(), ...interpolated(service, filledIn()) })
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDir: '/data',
      trustProxy: false,
      databaseUrl: expect.stringContaining('@postgres:5432/'),
      redisUrl: 'redis://redis:6379',
      s3: { endpoint: 'http://s3:3900', bucket: 'interlude', region: 'garage' },
    })
    // What is left out in .env is the same as without Docker.
    expect(config.limits).toEqual(readConfig({}).limits)
  })

  it('says in one sentence which secret is missing', () => {
    for (const [, service] of services) {
      for (const name of secretsOf(service)) {
        expect(() => interpolated(service, { ...filledIn(), [name]: '' })).toThrow(
          new RegExp(`^Set ${name} in \\.env to [^.]+\\.$`),
        )
      }
    }
  })

  it('publishes the api alone, on this machine alone unless told otherwise', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['api'])
    expect(compose.services.api?.ports?.map((port) => interpolate(port, {}))).toEqual(['127.0.0.1:3000:3000'])
    const outside = services.filter(([, { networks }]) => networks.some((name) => name !== 'inside'))
    expect(outside.map(([name]) => name)).toEqual(['api'])
    expect(compose.networks.inside?.internal).toBe(true)
  })

  it('waits only for what is there and can say that it is well', () => {
    for (const [name, { depends_on = {} }] of services) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const service = compose.services[needed]
        expect(service, `${name} needs ${needed}`).toBeDefined()
        if (condition === 'service_healthy') expect(service?.healthcheck?.test).toBeDefined()
      }
    }
  })

  it('keeps the data of its servers in named volumes, all of them used', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]))
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort())
  })
})

describe('Dockerfile', () => {
  it('copies folders that are there, and runs as somebody other than root', async () => {
    const final = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
    const copied = [...final.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) =>
      from.split(' '),
    )
    expect(copied).toEqual(expect.arrayContaining(['migrations', 'src', 'workers', 'package-lock.json']))
    for (const name of copied) await access(path.join(root, name))
    expect(final).toMatch(/^USER node$/m)
    expect(scripts).toHaveProperty(scriptOf(JSON.parse(/^CMD (.+)$/m.exec(final)?.[1] ?? '[]')))
  })

  it('says by itself only what the configuration, Node and npm read', () => {
    const known = (name: string) => configNames.has(name) || /^(NODE|NPM_CONFIG)_/.test(name)
    expect(Object.keys(imageEnvironment()).filter((name) => !known(name))).toEqual([])
  })
})

describe('the list of variables', () => {
  const asked = new Set([...composeText.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name))

  it('is whole in .env.example, a line of explanation before each', () => {
    expect([...example.keys()].sort()).toEqual([...new Set([...configNames, ...asked])].sort())
    for (const [name, { said }] of example) expect(said, name).toMatch(/^# \S.{10,}/)
  })

  it('leaves empty in .env.example what must be set, and comments the rest out', () => {
    const mustBeSet = new Set(services.flatMap(([, service]) => secretsOf(service)))
    const open = [...example].filter(([, { isOpen }]) => isOpen)
    expect(open.map(([name]) => name).sort()).toEqual([...mustBeSet].sort())
    expect(open.filter(([, { value }]) => value !== '')).toEqual([])
  })

  it.each(['docs/operations.md', 'README.md'])('is whole in %s', async (file) => {
    const named = new Set([...(await text(file)).matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name))
    expect([...example.keys()].filter((name) => !named.has(name))).toEqual([])
  })
})

/** Which names the configuration looks at: it is asked to read, and watched. */
function namesReadByConfig(): ReadonlySet<string> {
  const names = new Set<string>()
  readConfig(new Proxy({} as Record<string, string>, { get: (_, name) => void names.add(String(name)) }))
  return names
}

/** What `npm run this` or `npm start` runs. */
const scriptOf = (command: readonly string[] = []): string =>
  command[0] === 'npm' ? String(command[command[1] === 'run' ? 2 : 1]) : `not npm: ${command.join(' ')}`

/** The variables that the image brings along. */
function imageEnvironment(): Environment {
  const words = /^ENV ((?:.*\\\n)*.*)$/m.exec(dockerfile)?.[1] ?? ''
  return Object.fromEntries([...words.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]))
}

/** .env as somebody would write it who sets what must be set and nothing else. */
const filledIn = (): Environment =>
  Object.fromEntries([...example].filter(([, { isOpen }]) => isOpen).map(([name]) => [name, 'f'.repeat(64)]))

const secretsOf = ({ environment = {} }: Service): string[] =>
  [...JSON.stringify(environment).matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name)

const interpolated = ({ environment = {} }: Service, env: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolate(value, env)]))

/** `${NAME:-otherwise}` and `${NAME:?sentence}` as Compose reads them, innermost first. */
function interpolate(value: string, env: Environment): string {
  const next = value.replace(
    /\$\{(\w+)(?::([-?])([^${}]*))?\}/,
    (_, name: string, kind?: string, rest = '') => {
      if (env[name]) return env[name]
      if (kind === '?') throw new Error(rest)
      return rest
    },
  )
  return next === value ? value : interpolate(next, env)
}

/** The variables of an example file by name; `said` is the line before, and open ones are not commented out. */
function readExample(file: string): ReadonlyMap<string, { said: string; value: string; isOpen: boolean }> {
  const lines = file.split('\n')
  return new Map(
    lines.flatMap((line, n) => {
      const [, comment = '', name = '', value = ''] = /^(# )?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line) ?? []
      const said = lines.slice(0, n).findLast((before) => !/^(# )?[A-Z][A-Z0-9_]+=/.test(before)) ?? ''
      return name ? [[name, { said, value, isOpen: comment === '' }] as const] : []
    }),
  )
}
