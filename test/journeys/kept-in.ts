import type { Page } from 'playwright-core'

/** All that a browser keeps of the site, beside cookies that no script reads. */
export const keptIn = (page: Page) =>
  page.evaluate(async () => {
    const cached: string[] = []
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) cached.push(new URL(url).pathname)
    }
    const database = await new Promise<IDBDatabase>((resolve) => {
      indexedDB.open('interlude').onsuccess = ({ target }) => resolve((target as IDBOpenDBRequest).result)
    })
    const stored: unknown[] = []
    for (const name of database.objectStoreNames) {
      stored.push(
        ...(await new Promise<unknown[]>((resolve) => {
          database.transaction(name).objectStore(name).getAll().onsuccess = ({ target }) =>
            resolve((target as IDBRequest<unknown[]>).result)
        })),
      )
    }
    const shell = await (await caches.match('/shell', { ignoreVary: true }))?.text()
    const recordings: string[] = []
    const root = await navigator.storage.getDirectory()
    const all = await root.getDirectoryHandle('uploads', { create: true })
    for await (const [person, folder] of all.entries()) {
      for await (const key of (folder as FileSystemDirectoryHandle).keys())
        recordings.push(`${person}/${key}`)
    }
    return { cached, stored, shell, recordings, local: { ...localStorage }, session: { ...sessionStorage } }
  })
