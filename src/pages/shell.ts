import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The folder Vite builds the web client into. */
export const webFolder = path.resolve(import.meta.dirname, '../../web/dist')

/** What the page is given, so that its first picture needs no second question. */
export interface Priming {
  readonly language: 'en' | 'es'
  /** Becomes the text of `<script type="application/json" id="boot">`. */
  readonly boot: object
  /** Picture to fetch at once. */
  readonly poster?: string | undefined
  /** Source files whose chunks the page will need, as Vite's manifest names them. */
  readonly chunks?: readonly string[]
}

export type Shell = (priming: Priming) => string

interface ManifestEntry {
  readonly file: string
  readonly imports?: readonly string[]
}

/** The built index page, ready to be primed; undefined where the web client was not built. */
export function openShell(folder = webFolder): Shell | undefined {
  const page = path.join(folder, 'index.html')
  if (!existsSync(page)) return undefined
  const html = readFileSync(page, 'utf8')
  const manifest: Record<string, ManifestEntry> = JSON.parse(
    readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8'),
  )
  return ({ language, boot, poster, chunks = [] }) => {
    const links = [
      ...(poster ? [`<link rel="preload" as="image" fetchpriority="high" href="${attribute(poster)}">`] : []),
      ...filesOf(manifest, chunks).map((file) => `<link rel="modulepreload" href="/${attribute(file)}">`),
    ]
    const data = `<script type="application/json" id="boot">${scriptText(boot)}</script>`
    return html
      .replace(/<html lang="[^"]*"/, () => `<html lang="${language}"`)
      .replace('</head>', () => `${links.join('')}${data}</head>`)
  }
}

/** The chunks with what they import, less what index.html loads anyway. */
function filesOf(manifest: Readonly<Record<string, ManifestEntry>>, chunks: readonly string[]): string[] {
  const loaded = new Set<string>()
  const walk = (name: string, into: Set<string>) => {
    const entry = manifest[name]
    if (!entry || loaded.has(entry.file) || into.has(entry.file)) return
    into.add(entry.file)
    for (const imported of entry.imports ?? []) walk(imported, into)
  }
  walk('index.html', loaded)
  const wanted = new Set<string>()
  for (const chunk of chunks) walk(chunk, wanted)
  return [...wanted]
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** JSON that no HTML parser takes for the end of the script, nor for a comment. */
const scriptText = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c')
