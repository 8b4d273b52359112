import './styles/index.css'
import { render } from 'preact'
import { readBoot } from './api/boot.ts'
import { primeQueries } from './api/queries.ts'
import { openQueryClient } from './api/query-client.ts'
import { App, preloadPage } from './app.tsx'
import { restoreAppearance } from './browser/appearance.ts'
import { type Language, speak } from './messages/messages.ts'

async function start(root: HTMLElement): Promise<void> {
  restoreAppearance()
  const client = openQueryClient()
  primeQueries(client, readBoot())
  const wanted: Language = document.documentElement.lang === 'es' ? 'es' : 'en'
  try {
    // A page in the other language is better than none.
    const speaking = speak(wanted).catch(() => speak(wanted === 'es' ? 'en' : 'es'))
    await Promise.all([speaking, preloadPage(location.pathname)])
  } catch {
    root.textContent =
      'Interlude could not be loaded. Please load the page again. · No se pudo cargar Interlude. Vuelva a cargar la página.'
    return
  }
  render(<App client={client} />, root)
}

const root = document.getElementById('app')
if (root) void start(root)
