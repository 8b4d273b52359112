import type { Boot } from '../../../src/pages/boot.ts'

/** What the server put into the page; empty where it could not, or in development. */
export function readBoot(): Boot {
  const text = document.getElementById('boot')?.textContent
  try {
    return text ? (JSON.parse(text) as Boot) : {}
  } catch {
    return {}
  }
}
