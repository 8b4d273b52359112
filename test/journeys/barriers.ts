import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { desktop, phone } from '../support/browser.ts'

interface Looked {
  /** Rules of axe that say nothing of what is looked at. */
  readonly without?: readonly string[]
  readonly bestPractice?: boolean
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What a page that is done moving keeps from people who do not see, point or hear as its makers do, and whether it has to
 * be pushed aside to be read. A line each.
 */
export async function barriers(
  page: Page,
  { without = [], bestPractice = false }: Looked = {},
): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // In the page itself: the other way opens another one each time, for frames of other origins, of which there are none.
    .setLegacyMode()
    .disableRules([...without])
    .withTags(bestPractice ? [...tags, 'best-practice'] : tags)
    .analyze()
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return [
    ...violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target} ${html.slice(0, 160)}`),
    ),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ]
}

/** Nothing bars the way as the page is now, at the size it has. */
export async function expectOpenToAll(page: Page, name = page.url()): Promise<void> {
  expect(await barriers(page), `${name} at ${page.viewportSize()?.width} px`).toEqual([])
}

/** The same on a phone and on a desk. `look` is called with each, as for a picture of it. */
export async function expectFit(
  page: Page,
  name = page.url(),
  look?: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const before = page.viewportSize() ?? desktop
  for (const size of [phone, desktop]) {
    await page.setViewportSize(size)
    await expectOpenToAll(page, name)
    await look?.(page, `${name}-${size.width}`)
  }
  await page.setViewportSize(before)
}
