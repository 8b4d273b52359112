let lock: WakeLockSentinel | undefined
let isWanted = false
let isListening = false

/** Keeps the screen on as long as it is wanted, where the browser can: phones stop sending when they sleep. */
export function stayAwake(wanted: boolean): void {
  if (wanted === isWanted) return
  isWanted = wanted
  if (!wanted) {
    void lock?.release().catch(() => {})
    return
  }
  // A lock ends when the page is hidden, and must be taken anew.
  if (!isListening) document.addEventListener('visibilitychange', () => isWanted && void take())
  isListening = true
  void take()
}

async function take(): Promise<void> {
  if (!('wakeLock' in navigator) || document.visibilityState !== 'visible' || lock) return
  try {
    lock = await navigator.wakeLock.request('screen')
    lock.addEventListener('release', () => {
      lock = undefined
    })
    if (!isWanted) await lock.release()
  } catch {
    // The battery is low, or it is not allowed. Then it sleeps, and goes on afterwards.
  }
}
