import { useEffect, useState } from 'preact/hooks'
import { useUploadDesk } from './upload-desk.ts'
import type { UploadTray } from './upload-tray.tsx'

/** The tray, fetched when there is something in it. */
export function UploadTrayLater() {
  const uploader = useUploadDesk().uploader.value
  const [Tray, setTray] = useState<typeof UploadTray>()
  useEffect(() => {
    if (!uploader) return
    // Without it the uploads go on all the same.
    import('./upload-tray.tsx').then(
      (module) => setTray(() => module.UploadTray),
      () => {},
    )
  }, [uploader])
  return uploader && Tray ? <Tray uploader={uploader} /> : null
}
