import './styles/index.css'
import { render } from 'preact'
import { readBoot } from './api/boot.ts'
import { primeQueries } from './api/queries.ts'
import { openQueryClient } from './api/query-client.ts'
import { App } from './app.tsx'
import { restoreAppearance } from './browser/appearance.ts'
import { type Language, speak } from './messages/messages.ts'
import { preloadPage } from './pages.ts'

async function start(root: HTMLElement): Promise<void> {
  restoreAppearance()
  const client = openQueryClient()
  const boot = readBoot()
  primeQueries(client, boot)
  // A page from before, without a connection, is in the language of its day.
  const chosen = /(?:^|;\s*)interlude\.language=(en|es)/.exec(document.cookie)?.[1]
  const wanted: Language = (chosen ?? document.documentElement.lang) === 'es' ? 'es' : 'en'
  try {
    // A page in the other language is better than none.
    await speak(wanted).catch(() => speak(wanted === 'es' ? 'en' : 'es'))
    // The document asked for its files already, so that one after the other takes no longer.
    await preloadPage(location.pathname, boot.me === null)
  } catch {
    root.textContent =
      'Interlude could not be loaded. Please load the page again. · No se pudo cargar Interlude. Vuelva a cargar la página.'
    return
  }
  render(<App client={client} />, root)
}

const root = document.getElementById('app')
if (root) void start(root)
