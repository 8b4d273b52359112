import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { chunksOf, watchPage } from '../../src/pages/pages.ts'
import config from '../../web/vite.config.ts'

const web = path.resolve(import.meta.dirname, '../../web')
const dist = path.join(web, 'dist')
const manifestFile = path.join(dist, '.vite/manifest.json')

interface Entry {
  readonly file: string
  readonly imports?: readonly string[]
}

/** 1 KB is 1000 bytes, as in the design. */
const kB = 1000
const zipped = (file: string): number => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length
const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + zipped(file), 0)

let manifest: Readonly<Record<string, Entry>>

beforeAll(async () => {
  if (isStale()) {
    // vitest says “test”, and Vite would build for development.
    vi.stubEnv('NODE_ENV', 'production')
    await build({ ...config, configFile: false, logLevel: 'error' })
    vi.unstubAllEnvs()
  }
  manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
})

describe('what a browser fetches, compressed', () => {
  test.each(['en', 'es'] as const)(
    'is at most 60 KB of script for the watch page in “%s”, before anybody plays',
    (language) => {
      const files = needed('index.html', ...chunksOf(watchPage, language))
      expect(files.size).toBeGreaterThan(2)
      expect(sum(files)).toBeLessThanOrEqual(60 * kB)
    },
  )

  test('is at most 40 KB of each other page’s own script', () => {
    const common = needed('index.html')
    const pages = Object.keys(manifest).filter((name) => /^src\/.*-page\.tsx$/.test(name))
    expect(pages.length).toBeGreaterThanOrEqual(5)
    for (const page of pages) {
      const own = [...needed(page)].filter((file) => !common.has(file))
      expect(sum(own), page).toBeLessThanOrEqual(40 * kB)
    }
  })

  test('is at most 120 KB of hls.js, and none of it before it is wanted', () => {
    const hls = Object.values(manifest).filter(({ file }) => file.includes('/hls'))
    expect(hls).toHaveLength(1)
    expect(sum(hls.map(({ file }) => file))).toBeLessThanOrEqual(120 * kB)
    expect([...needed('index.html', 'src/watch/watch-page.tsx')].join()).not.toMatch(/hls|browser/)
  })

  test('is at most 15 KB of style, in one file, and one font of at most 40 KB', () => {
    const assets = readdirSync(path.join(dist, 'assets')).map((name) => `assets/${name}`)
    const styles = assets.filter((name) => name.endsWith('.css'))
    expect(styles).toHaveLength(1)
    expect(sum(styles)).toBeLessThanOrEqual(15 * kB)
    const fonts = assets.filter((name) => name.endsWith('.woff2'))
    expect(fonts).toHaveLength(1)
    expect(statSync(path.join(dist, fonts[0] ?? '')).size).toBeLessThanOrEqual(40 * kB)
  })
})

describe('the page', () => {
  const page = () => readFileSync(path.join(dist, 'index.html'), 'utf8')

  test('has no script and no style in itself, and asks no other host for anything', () => {
    expect(page()).not.toMatch(/<script(?![^>]*\ssrc=)/)
    expect(page()).not.toMatch(/<style|\sstyle=|\son\w+=/)
    expect(page()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  })

  test('asks for its font at once', () => {
    expect(page()).toMatch(/<link rel="preload" as="font"[^>]*\.woff2"/)
  })
})

/** The files of these entries with what they import at once. */
function needed(...names: readonly string[]): Set<string> {
  const files = new Set<string>()
  const walk = (name: string) => {
    const entry = manifest[name]
    if (!entry) throw new Error(`the manifest has no ${name}`)
    if (files.has(entry.file)) return
    files.add(entry.file)
    for (const imported of entry.imports ?? []) walk(imported)
  }
  for (const name of names) walk(name)
  return files
}

/** Whether there is no build, or a source that is newer. */
function isStale(): boolean {
  const built = statSync(manifestFile, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const sources = readdirSync(web, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.startsWith(dist),
  )
  return sources.some(({ parentPath, name }) => statSync(path.join(parentPath, name)).mtimeMs > built)
}
