interface Connection extends EventTarget {
  readonly type?: string
  readonly effectiveType?: string
  readonly saveData?: boolean
}

/** Only some browsers tell what they are connected by; where they do not, it is taken for a good one. */
const connection = (): Connection | undefined => (navigator as { connection?: Connection }).connection

/** Mobile data, which many people pay for by its weight. */
export const isMobileData = (): boolean => connection()?.type === 'cellular'

export const savesData = (): boolean => connection()?.saveData === true

export const isSlow = (): boolean => ['slow-2g', '2g', '3g'].includes(connection()?.effectiveType ?? '')

export const onConnectionChange = (listener: () => void): void =>
  connection()?.addEventListener('change', listener)
