import type { BrowserContext, Request } from 'playwright-core'
import { onTestFailed, TestRunner } from 'vitest'

/**
 * Where the test that runs now fails, prints what stands on each page of this context, what it complained of and what it was
 * still waiting for: on another machine there is nobody to look.
 */
export function printWhenFailed(context: BrowserContext, complaints: readonly string[]): void {
  // A page for all tests of a file is opened by none of them.
  if (!TestRunner.getCurrentTest()) return
  const open = new Set<Request>()
  context.on('request', (request) => open.add(request))
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
  onTestFailed(async () => {
    for (const page of context.pages()) {
      const shown = await page.locator('body').ariaSnapshot({ timeout: 5000 }).catch(String)
      const waiting = [...open].map((request) => `${request.method()} ${request.url()}`)
      const said = [page.url(), shown, 'complaints:', ...complaints, 'waiting for:', ...waiting]
      process.stderr.write(`${said.join('\n')}\n`)
    }
  })
}
