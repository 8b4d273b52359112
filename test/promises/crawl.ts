import type { Caller } from '../support/caller.ts'

/** As much of an OpenAPI document as a crawl needs. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly minLength?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly minItems?: number
}

export interface Route {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** Which ids to try for a path's parameters, such as `clipId`: one id for each, in their order. */
export type IdsFor = (...parameters: readonly string[]) => readonly (readonly string[])[]

const mostOfAKind = 40

export async function routesOf(caller: Caller): Promise<Route[]> {
  const { body } = await caller.get('/api/openapi.json')
  return Object.entries((body as Document).paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => ['get', 'put', 'post', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}

/** The addresses of a route: with ids that belong together, and with any that do not. */
export function addressesOf({ path, operation }: Route, idsFor: IdsFor): string[] {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (parameters.length === 0) return [path]
  const idsOf: IdsFor = (...names) => withSettings(operation, names, idsFor)
  let strangers: string[][] = [[]]
  for (const parameter of parameters) {
    strangers = strangers.flatMap((ids) => idsOf(parameter).map(([id = '']) => [...ids, id]))
  }
  const tried = [...evenly(idsOf(...parameters)), ...evenly(parameters.length > 1 ? strangers : [])]
  const addresses = tried.map((ids) =>
    parameters.reduce(
      (address, name, at) => address.replace(`{${name}}`, encodeURIComponent(ids[at] ?? '')),
      path,
    ),
  )
  return [...new Set(addresses)]
}

/** Parameters that are one of a few words take the first two of them, each with every id. */
function withSettings(operation: Operation, names: readonly string[], idsFor: IdsFor): string[][] {
  const wordsOf = (name: string) =>
    operation.parameters
      ?.find((known) => known.in === 'path' && known.name === name)
      ?.schema.enum?.slice(0, 2)
  const ids = names.filter((name) => !wordsOf(name))
  let found = (ids.length > 0 ? idsFor(...ids) : [[]]).map((row) => [...row])
  for (const [at, name] of names.entries()) {
    const words = wordsOf(name)
    if (words) found = found.flatMap((row) => words.map((word) => row.toSpliced(at, 0, String(word))))
  }
  return found
}

/** Of more than can be tried, some from everywhere. */
function evenly<T>(all: readonly T[]): T[] {
  const step = Math.max(1, all.length / mostOfAKind)
  const count = Math.min(all.length, mostOfAKind)
  return Array.from({ length: count }, (_, at) => all[Math.floor(at * step)] as T)
}

export interface Answer {
  readonly status: number
  /** Headers and body, as one text; bytes as latin1. */
  readonly text: string
}

/** Asks once. A stream of events is listened to until its first words came. */
export async function ask(caller: Caller, method: string, address: string, body?: unknown): Promise<Answer> {
  const hangUp = new AbortController()
  const response = await caller.fetch(address, {
    method,
    signal: hangUp.signal,
    redirect: 'manual',
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  })
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, text: `${headers}\n\n${bytes.toString('latin1')}` }
  }
  const reader = response.body?.getReader()
  const first = await reader?.read()
  hangUp.abort()
  await reader?.cancel().catch(() => undefined)
  return {
    status: response.status,
    text: `${headers}\n\n${Buffer.from(first?.value ?? []).toString('latin1')}`,
  }
}

/** A body that the route's schema allows, with ids that exist where it asks for ids. Undefined where it takes none. */
export function bodyFor({ operation }: Route, idsFor: IdsFor): unknown {
  const schema = operation.requestBody?.content['application/json']?.schema
  return schema === undefined ? undefined : sample(schema, '', idsFor)
}

function sample(schema: Schema, name: string, idsFor: IdsFor): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, name, idsFor)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, each]) => [key, sample(each, key, idsFor)]),
      )
    case 'array':
      return (schema.minItems ?? 0) > 0 ? [sample(schema.items ?? {}, name.replace(/s$/, ''), idsFor)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      if (schema.format === 'uuid') return idsFor(name)[0]?.[0] ?? '0198c0de-0000-7000-8000-000000000000'
      if (schema.format === 'email') return 'somebody@else.example'
      if (schema.format === 'date') return '2027-01-01'
      return 'x'.repeat(Math.max(schema.minLength ?? 1, name === 'password' ? 12 : 1))
  }
}
