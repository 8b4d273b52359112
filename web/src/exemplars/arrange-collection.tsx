import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Collection } from '../../../src/exemplars/collection-schemas.ts'
import type { ShelfExemplar } from '../../../src/exemplars/schemas.ts'
import { t } from '../messages/messages.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { FindExemplars } from './find-exemplars.tsx'
import { ShelfItem } from './shelf-item.tsx'
import { useArranging } from './use-arranging.ts'

/** A collection as those who keep it change it: up and down, by buttons or by Alt with the arrow keys; out, and in by search. */
export function ArrangeCollection({ collection }: { readonly collection: Collection }) {
  const { items, refusal, move, remove, add } = useArranging(collection)
  /** Puts the focus back, once what it was in stands where it belongs. */
  const thenFocus = useRef<() => void>()
  useLayoutEffect(() => {
    thenFocus.current?.()
    thenFocus.current = undefined
  }, [items])
  const moveAndStay = (exemplar: ShelfExemplar, by: -1 | 1) => {
    const had = document.activeElement
    thenFocus.current = () => {
      const buttons = document.querySelectorAll<HTMLButtonElement>(`#item-${exemplar.id} .icon-button`)
      // At an end a button can do nothing any more, and keeps no focus.
      const wanted = had instanceof HTMLElement && !had.matches(':disabled') ? had : undefined
      ;(wanted ?? [...buttons].find(({ disabled }) => !disabled))?.focus()
    }
    move(exemplar, by)
  }
  const removeAndStay = (exemplar: ShelfExemplar) => {
    const at = items.findIndex(({ id }) => id === exemplar.id)
    const next = items[at + 1] ?? items[at - 1]
    thenFocus.current = () =>
      (
        (next && document.querySelector<HTMLElement>(`#item-${next.id} .remove`)) ??
        document.getElementById('find-q')
      )?.focus()
    remove(exemplar)
  }
  return (
    <>
      <Refusal of={refusal} />
      {items.length > 1 && <p class="hint">{t('arrange.hint')}</p>}
      {items.length > 0 && (
        <ol class="clip-list shelf">
          {items.map((exemplar, at) => (
            <li
              key={exemplar.id}
              id={`item-${exemplar.id}`}
              class="clip-row arranged"
              onKeyDown={(event) => {
                const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
                if (!event.altKey || by === undefined) return
                event.preventDefault()
                moveAndStay(exemplar, by)
              }}
            >
              <ShelfItem exemplar={exemplar}>
                <div class="actions">
                  <IconButton
                    icon="up"
                    label={t('arrange.up', { title: exemplar.title })}
                    disabled={at === 0}
                    onClick={() => moveAndStay(exemplar, -1)}
                  />
                  <IconButton
                    icon="down"
                    label={t('arrange.down', { title: exemplar.title })}
                    disabled={at === items.length - 1}
                    onClick={() => moveAndStay(exemplar, 1)}
                  />
                  <Button
                    look="text"
                    class="remove"
                    aria-label={`${t('arrange.remove')}: ${exemplar.title}`}
                    onClick={() => removeAndStay(exemplar)}
                  >
                    {t('arrange.remove')}
                  </Button>
                </div>
              </ShelfItem>
            </li>
          ))}
        </ol>
      )}
      <h3>{t('collection.add')}</h3>
      <FindExemplars
        isIn={({ id }) => items.some((item) => item.id === id)}
        action={t('arrange.add')}
        onPick={add}
      />
    </>
  )
}
