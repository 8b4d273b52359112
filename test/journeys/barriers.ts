import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type Axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { desktop, phone } from '../support/browser.ts'

interface Looked {
  /** Rules of axe that say nothing of what is looked at. */
  readonly without?: readonly string[]
  readonly bestPractice?: boolean
}

/** It is put into a page once, and looks at it as often as asked. */
const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Its heading stands, and nothing says any more that it is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.loading') === null)
}

/** What fades in has faded in: halfway there its contrast is anything. What turns for ever goes on. */
const endFading = (page: Page) =>
  page.evaluate(() => {
    const fading = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    for (const animation of fading) animation.finish()
  })

/**
 * What a page that is done moving keeps from people who do not see, point or hear as its makers do, and whether it has to
 * be pushed aside to be read. A line each.
 */
export async function barriers(
  page: Page,
  { without = [], bestPractice = false }: Looked = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource)
  await endFading(page)
  const violations = await page.evaluate(
    (options) =>
      (window as unknown as { axe: typeof Axe }).axe.run(options).then((found) => found.violations),
    {
      runOnly: bestPractice ? [...tags, 'best-practice'] : tags,
      rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
      resultTypes: ['violations'],
      // Of what axe can fetch beforehand, no rule that is on looks at style sheets.
      preload: { assets: ['media'] },
    } satisfies Axe.RunOptions,
  )
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
