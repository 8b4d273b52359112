import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'

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

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [preact({ reactAliasesEnabled: false, devToolsEnabled: false }), preloadFont(), compress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The server finds the chunks of a page in it.
    manifest: true,
    assetsDir: 'assets',
    // The Content-Security-Policy allows no inline script, and one stylesheet is one request.
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
    // What more than one page needs is one file: a dozen small ones compress worse, and each is a request.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } } },
  },
  // `vite web` shows the sources as they are; the API is that of a server started beside it.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/media': 'http://127.0.0.1:3000' } },
})
