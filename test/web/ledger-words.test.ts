import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { backupsAgeOutDays } from '../../src/clips/certify-purge.ts'
import { scopes } from '../../src/clips/consent-schemas.ts'
import { ledgerEvents } from '../../src/clips/ledger-events.ts'
import type { LedgerRow } from '../../src/clips/ledger-schemas.ts'
import { concernKinds, parties } from '../../src/clips/pause-schemas.ts'
import { whys } from '../../src/retention/schemas.ts'
import { actorKey, kindKeys, ledgerKey, scopeKeys, whyKeys } from '../../web/src/clip-privacy/message-keys.ts'
import { backupDays } from '../../web/src/my-data/backup-days.ts'
import { clipNumberIn, shortNumber } from '../../web/src/privacy/clip-number.ts'

/** By name only: they are the browser’s, whose globals the compiler of the server’s tests does not know. */
const load = (file: string) => import(path.resolve(import.meta.dirname, '../../web/src', file))
const { learn, speak } = await load('messages/messages.ts')
const { ledgerWords } = await load('clip-privacy/ledger-words.ts')
const { problemWords } = await load('messages/problem-words.ts')
const { ApiProblem } = await load('api/problem.ts')

const english = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../web/messages/en/clip-privacy.json'), 'utf8'),
)
const row = (what: LedgerRow['what'], detail: LedgerRow['detail'] = null) => ({ what, detail })

describe('a row of the ledger', () => {
  test.each(ledgerEvents)('that tells of “%s” has words of its own', (what) => {
    expect(english).toHaveProperty([ledgerKey(row(what))])
  })

  test.each<[LedgerRow['what'], LedgerRow['detail'], string]>([
    ['share', { canDownload: true }, 'ledger.share-download'],
    ['share', { canDownload: false }, 'ledger.share'],
    ['change grant', { canDownload: true }, 'ledger.change-download'],
    ['change grant', { canDownload: true, takenBack: 1 }, 'ledger.change-back'],
    ['download', { original: true }, 'ledger.download-original'],
    ['cut', { cutNo: 2, inMs: 0, outMs: 1000 }, 'ledger.cut'],
    ['cut', { hiddenPictures: 1, hiddenSounds: 0, original: 'seal' }, 'ledger.cut-seal'],
    ['cut', { hiddenPictures: 1, hiddenSounds: 0, original: 'destroy' }, 'ledger.cut-destroy'],
    ['pause', { reason: 'concern', kind: 'tone' }, 'ledger.pause-concern'],
    ['pause', { reason: 'consent withdrawn', kind: 'guardian' }, 'ledger.pause-consent'],
    // A seeded one says no more.
    ['pause', null, 'ledger.pause'],
    ['resume', { resolution: 'kept' }, 'ledger.resume-kept'],
    ['resume', { resolution: 'cut again' }, 'ledger.resume-cut'],
    ['resume', { resolution: 'withdrawn' }, 'ledger.resume-withdrawn'],
  ])('“%s” with %j is %s', (what, detail, key) => {
    expect(ledgerKey(row(what, detail))).toBe(key)
  })

  test('is by Interlude, by somebody who was erased, or, where it is a concern, by nobody', () => {
    const of = (given: Partial<Parameters<typeof actorKey>[0]>) =>
      actorKey({ by: 'system', what: 'purged', detail: null, ...given })
    expect(of({})).toBe('ledger.system')
    expect(of({ by: 'former member' })).toBe('ledger.former')
    expect(of({ what: 'pause', detail: { reason: 'concern' } })).toBeUndefined()
  })
})

describe('a cut that hides something', () => {
  beforeAll(() => {
    Object.assign(globalThis, { document: { documentElement: {} } })
  })
  const toldOf = (hiddenPictures: number, hiddenSounds: number, original: string) => ({
    ...{ cutNo: 2, inMs: 61_000, outMs: 125_000, hiddenPictures, hiddenSounds, original },
  })

  test.each([
    [
      'en',
      1,
      0,
      'seal',
      'Cut: from 1:01 to 2:05 of the recording. 1 part is hidden, and nobody can download the recording any more',
    ],
    [
      'en',
      2,
      1,
      'seal',
      'Cut: from 1:01 to 2:05 of the recording. 3 parts are hidden, and nobody can download the recording any more',
    ],
    [
      'en',
      0,
      1,
      'destroy',
      'Cut: from 1:01 to 2:05 of the recording. 1 part is hidden, and the recording is destroyed',
    ],
    [
      'en',
      1,
      1,
      'destroy',
      'Cut: from 1:01 to 2:05 of the recording. 2 parts are hidden, and the recording is destroyed',
    ],
    [
      'es',
      1,
      0,
      'seal',
      'Recortado: de 1:01 a 2:05 de la grabación. Se oculta 1 parte y ya nadie puede descargar la grabación',
    ],
    [
      'es',
      2,
      1,
      'seal',
      'Recortado: de 1:01 a 2:05 de la grabación. Se ocultan 3 partes y ya nadie puede descargar la grabación',
    ],
    [
      'es',
      0,
      1,
      'destroy',
      'Recortado: de 1:01 a 2:05 de la grabación. Se oculta 1 parte y la grabación se destruye',
    ],
    [
      'es',
      1,
      1,
      'destroy',
      'Recortado: de 1:01 a 2:05 de la grabación. Se ocultan 2 partes y la grabación se destruye',
    ],
  ])(
    'is told of in %s: %i of the picture, %i of the sound, %s',
    async (language, pictures, sounds, original, words) => {
      await speak(language)
      await learn('clip-privacy')
      expect(ledgerWords({ what: 'cut', detail: toldOf(pictures, sounds, original), cohort: null })).toBe(
        words,
      )
    },
  )

  test.each([
    ['en', 'no other clip can be made of it'],
    ['es', 'no se puede hacer otro clip con ella'],
  ])(
    'says in %s why no other clip is made of a recording that is to be destroyed',
    async (language, words) => {
      await speak(language)
      await learn('cut')
      const refusal = new ApiProblem(409, 'original-to-be-destroyed', 'What the server says.')
      expect(problemWords(refusal)).toContain(words)
    },
  )
})

test('every kind of pause, reach of a consent and reason to destroy has words', () => {
  const keys = [
    ...[...concernKinds, ...parties].map((kind) => kindKeys[kind]),
    ...scopes.map((scope) => scopeKeys[scope]),
    ...whys.map((why) => whyKeys[why]),
  ]
  for (const key of keys) expect(english).toHaveProperty([key])
  expect(new Set(keys).size).toBe(keys.length)
})

test('the pages say how long backups last as the server does', () => {
  expect(backupDays).toBe(backupsAgeOutDays)
})

test('the number of a clip is found in whatever it was pasted with', () => {
  const id = '0198c0de-1234-7000-8000-0123456789ab'
  for (const typed of [id, id.toUpperCase(), ` ${id}.`, `https://i.example/clips/${id}/privacy?t=3`]) {
    expect(clipNumberIn(typed)).toBe(id)
  }
  for (const typed of ['', 'clip 7', id.slice(1)]) expect(clipNumberIn(typed)).toBeUndefined()
  expect(shortNumber(id)).toBe('…456789ab')
})
