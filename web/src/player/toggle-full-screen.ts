/** iPhones show only a bare video on the full screen, in the system's own player. */
interface SystemPlayer {
  webkitEnterFullscreen?: () => void
}

/** The stage with its controls; where a browser cannot do that, the video alone. */
export function toggleFullScreen(stage: HTMLElement, video: HTMLVideoElement): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else if (document.fullscreenEnabled) void stage.requestFullscreen().catch(() => {})
  else (video as SystemPlayer).webkitEnterFullscreen?.()
}
