import type { Browser, Page } from 'playwright-core'
import { type Between, openBetween } from './between.ts'
import { desktop, openBrowser, signedIn } from './browser.ts'
import { readyClipOf } from './clips.ts'
import { openStage, type Stage } from './stage.ts'

/** A stage whose browsers come by a line that can be cut. */
export interface FarStage {
  readonly stage: Stage
  readonly between: Between
  /** A clip of Leslie's that Ana may talk about, and Ana on its page, with a service worker at work. */
  watching(
    options?: Parameters<typeof signedIn>[3],
  ): Promise<Awaited<ReturnType<typeof signedIn>> & { readonly clipId: string; readonly grantId: string }>
  close(): Promise<void>
}

export async function openFarStage(): Promise<FarStage> {
  const stage = await openStage()
  const between = await openBetween(stage.baseUrl)
  const browser: Browser = await openBrowser()
  return {
    ...{ stage, between },
    async watching(options = { viewport: desktop }) {
      const { leslie, ana, maple } = stage.cast
      const clipId = await readyClipOf(stage.platform, leslie, { title: 'Partner talk' })
      const { body: grant } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
      const opened = await signedIn(browser, between.baseUrl, ana, options)
      await opened.page.waitForFunction(
        () => (navigator as unknown as { serviceWorker: { controller: unknown } }).serviceWorker.controller,
      )
      await opened.page.goto(`/clips/${clipId}`)
      await button(opened.page, /^Comment at/).waitFor()
      return { ...opened, clipId, grantId: grant.id }
    },
    async close() {
      await browser.close()
      await between[Symbol.asyncDispose]()
      await stage.close()
    },
  }
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

export async function write(page: Page, words: string): Promise<void> {
  const open = page.locator('#composer-words')
  if (!(await open.isVisible())) await page.locator('#compose').click()
  await open.fill(words)
}
