/**
 * Words that stay in this browser: larger than what `kept` is for, and changed by several tabs at once. Where there is no
 * IndexedDB (some private windows) they last as long as the page.
 */
type Store = 'drafts' | 'posts'

const meanwhile = { drafts: new Map<string, unknown>(), posts: new Map<string, unknown>() }

let opening: Promise<IDBDatabase> | undefined

/** Changes one entry, in one step as other tabs see it. `change` is given what stands, and answers what is to; undefined removes it. */
export const changeStored = <Value>(
  store: Store,
  key: string,
  change: (was: Value | undefined) => Value | undefined,
): Promise<Value | undefined> =>
  within<Value | undefined>(store, 'readwrite', (entries, done) => {
    entries.get(key).onsuccess = ({ target }) => {
      const value = change((target as IDBRequest<Value | undefined>).result)
      if (value === undefined) entries.delete(key)
      else entries.put(value, key)
      done(value)
    }
  }).catch(() => {
    const value = change(meanwhile[store].get(key) as Value | undefined)
    if (value === undefined) meanwhile[store].delete(key)
    else meanwhile[store].set(key, value)
    return value
  })

export const readStored = <Value>(store: Store, key: string): Promise<Value | undefined> =>
  within<Value | undefined>(store, 'readonly', (entries, done) => {
    entries.get(key).onsuccess = ({ target }) => done((target as IDBRequest<Value | undefined>).result)
  })
    .catch(() => undefined)
    .then((value) => value ?? (meanwhile[store].get(key) as Value | undefined))

/** All entries with their keys. */
export const allStored = <Value>(store: Store): Promise<Map<string, Value>> =>
  within<Map<string, Value>>(store, 'readonly', (entries, done) => {
    const keys = entries.getAllKeys()
    entries.getAll().onsuccess = ({ target }) => {
      const values = (target as IDBRequest<Value[]>).result
      done(new Map(values.map((value, at) => [String(keys.result[at]), value])))
    }
  })
    .catch(() => new Map<string, Value>())
    .then((found) => new Map([...found, ...(meanwhile[store] as Map<string, Value>)]))

/** Rejects unless the transaction is through: only then it is on the disk. */
async function within<Answer>(
  store: Store,
  mode: IDBTransactionMode,
  work: (entries: IDBObjectStore, done: (answer: Answer) => void) => void,
): Promise<Answer> {
  opening ??= open()
  const database = await opening.catch((error) => {
    opening = undefined
    throw error
  })
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode)
    let answer: Answer
    work(transaction.objectStore(store), (value) => {
      answer = value
    })
    transaction.oncomplete = () => resolve(answer)
    transaction.onabort = () => reject(transaction.error)
  })
}

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('interlude', 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('drafts')
      request.result.createObjectStore('posts')
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      const again = () => {
        database.close()
        opening = undefined
      }
      // Cleared by the browser, or wanted by a newer version of this page in another tab.
      database.onclose = again
      database.onversionchange = again
      resolve(database)
    }
  })
