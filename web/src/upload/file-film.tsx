import { useEffect, useRef } from 'preact/hooks'
import { drawStill } from '../cut/draw-still.ts'
import { filmSlots } from '../cut/film-slots.ts'
import { useWidth } from '../cut/use-width.ts'

const height = 64

/** Stills of a file on this device, one after the other as its player gets to them. */
export function FileFilm({ url, lengthMs }: { readonly url: string; readonly lengthMs: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = useWidth(canvas)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!canvas.current || !context || width === 0) return
    canvas.current.width = width * devicePixelRatio
    canvas.current.height = height * devicePixelRatio
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    const video = document.createElement('video')
    video.muted = true
    video.preload = 'auto'
    let isOver = false
    const once = (type: string) =>
      new Promise<void>((resolve, reject) => {
        video.addEventListener(type, () => resolve(), { once: true })
        video.addEventListener('error', reject, { once: true })
      })
    const draw = async () => {
      const ready = once('loadeddata')
      video.src = url
      await ready
      const shape = { x: 0, y: 0, width: video.videoWidth, height: video.videoHeight }
      for (const slot of filmSlots(width, (height * shape.width) / shape.height, lengthMs)) {
        const there = once('seeked')
        video.currentTime = slot.ms / 1000
        await there
        if (isOver) return
        drawStill(context, video, shape, slot, height)
      }
    }
    // A film without stills can still be cut.
    draw()
      .catch(() => {})
      .finally(() => video.removeAttribute('src'))
    return () => {
      isOver = true
    }
  }, [url, width, lengthMs])
  return <canvas ref={canvas} class="film" />
}
