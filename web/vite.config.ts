import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'
import { buildWorker } from './build-worker.ts'

/** Asks for the one font together with the page, so that text does not change its face after it was read. */
const preloadFont = (): Plugin => ({
  name: 'preload-font',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => file.endsWith('.woff2'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: true },
          injectTo: 'head' as const,
        })),
  },
})

/** Puts each text beside itself in small, once and as small as it gets: the server sends it as it lies there. */
const compress = (): Plugin => ({
  name: 'compress',
  apply: 'build',
  async writeBundle({ dir = '' }) {
    const folder = path.join(dir, 'assets')
    for (const name of await readdir(folder)) {
      if (!/\.(js|css|svg)$/.test(name)) continue
      const file = path.join(folder, name)
      const text = await readFile(file)
      await writeFile(`${file}.br`, brotliCompressSync(text))
      await writeFile(`${file}.gz`, gzipSync(text, { level: 9 }))
    }
  },
})

/**
 * What more than one page needs is one file: a dozen small ones compress worse, and each is a request. What only the
 * pages of an office share is a file of theirs, which those who watch never fetch; and so is what only the pages from
 * which one comes to a clip share, or those that add and trim clips.
 */
const groups = [
  { name: 'office', test: /web\/src\/(office|administration|privacy)\//, priority: 3 },
  {
    name: 'lists',
    test: /web\/src\/((home|cohorts|welcome)\/|clips\/clip(s-queries|-row|-section)|me\/role-words|browser\/kept-welcome)/,
    priority: 2,
  },
  {
    name: 'papers',
    test: /web\/src\/((me|my-data|clip-privacy)\/|watch\/consent-questions|parts\/(ask-first|paged-list|refusal)|browser\/save-text)/,
    priority: 2,
  },
  // What goes on between the meetings: who watches comes from there, and fetches none of it.
  { name: 'between', test: /web\/src\/(meetings|assignments|year|packs|coaching)\//, priority: 2 },
  // Who watches a clip that nothing was asked about reads no such time.
  { name: 'moments', test: /web\/src\/messages\/(moments|dates)/, priority: 2 },
  // Who only watches does not need it: what a slider shows under the pointer, a screen kept awake, names of languages and of steps.
  {
    name: 'now-and-then',
    test: /web\/src\/(player\/storyboard|browser\/stay-awake|captions\/(language-name|caption-languages)|clips\/step-words)\./,
    priority: 2,
  },
  // Who watches fetches what a clip is as an exemplar when they ask for it.
  { name: 'exemplars', test: /web\/src\/(exemplars|curating)\//, priority: 2 },
  // What stands around every page asks for these early, so it is none of them.
  {
    name: 'clip-work',
    test: /web\/src\/(upload|cut)\/(?!(upload-desk|upload-tray-later|kept-uploads)\.)/,
    priority: 2,
  },
  // Fetched once a page stands: no page waits for the dot that says there is something new.
  { name: 'notices', test: /web\/src\/notices\//, priority: 2 },
  // Who watches marks no place in the picture before they say so.
  {
    name: 'regions',
    test: /web\/src\/(player\/(draw-region|region|region-words|play-part)|threads\/mark-region)\./,
    priority: 2,
  },
  // Who reads and watches fills in no forms.
  {
    name: 'forms',
    test: /web\/src\/(parts\/(form|field|form-errors|check-fields|tabs|dialog)|threads\/use-draft|player\/use-typed-time)\./,
    priority: 2,
  },
  { name: 'shared', test: /node_modules|web\/src\/(?!.*\.json)/, priority: 1 },
].map((group) => ({
  ...group,
  minShareCount: 2,
  // Else one of the first would take what it imports along, and everybody would fetch it.
  includeDependenciesRecursively: group.name === 'shared',
}))

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [
    preact({ reactAliasesEnabled: false, devToolsEnabled: false }),
    preloadFont(),
    compress(),
    buildWorker(),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The server finds the chunks of a page in it.
    manifest: true,
    assetsDir: 'assets',
    // The Content-Security-Policy allows no inline script, and one stylesheet is one request.
    modulePreload: {
      polyfill: false,
      // The server names what the first page needs. Naming it for each further one costs everybody more than the one
      // small file that a page may fetch after itself.
      resolveDependencies: (_file, deps, { hostType }) => (hostType === 'html' ? deps : []),
    },
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  // `vite web` shows the sources as they are; the API is that of a server started beside it.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/media': 'http://127.0.0.1:3000' } },
})
