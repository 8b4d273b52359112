import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Person } from './cast.ts'
import { password } from './cast.ts'
import { printWhenFailed } from './last-words.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Debian's Chromium, without any of the calls home that a closed network would refuse. */
export function openBrowser(...more: readonly string[]): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place))
  if (!executablePath) throw new Error('Chromium is missing: “bash test/journeys/install.sh” installs it.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      ...more,
    ],
  })
}

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 800 }

/** A browser of a person's own, signed in as they would: by the form. What the page complains of is collected. */
export async function signedIn(
  browser: Browser,
  baseUrl: string,
  who: Pick<Person, 'email'>,
  options: Parameters<Browser['newContext']>[0] = { viewport: desktop },
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL: baseUrl, reducedMotion: 'reduce', ...options })
  // A machine that encodes and draws at once, and nothing but that, takes its time.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const complaints: string[] = []
  printWhenFailed(context, complaints)
  page.on('pageerror', (error) => complaints.push(`${error}`))
  page.on('console', (message) => {
    const isBad = message.type() === 'error' || /content.security/i.test(message.text())
    if (isBad) complaints.push(`${message.text()} ${message.location().url}`)
  })
  await page.goto('/sign-in')
  await page.fill('input[type=email]', who.email)
  await page.fill('input[type=password]', password)
  await page.keyboard.press('Enter')
  await page.waitForURL('/')
  return { context, page, complaints }
}
