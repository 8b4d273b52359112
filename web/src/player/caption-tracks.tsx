import { useEffect } from 'preact/hooks'
import { languageName } from '../captions/language-name.ts'
import type { Player } from './player.ts'

/** Captions as the browser’s own tracks, so that the system's settings for them hold. Fetched once they are shown. */
export function CaptionTracks({ player }: { readonly player: Player }) {
  const captions = player.captions.value
  const shown = player.showsCaptions.value ? player.captionLanguage.value : undefined
  const video = player.element.value
  useEffect(() => {
    for (const track of video?.textTracks ?? [])
      track.mode = track.language === shown ? 'showing' : 'disabled'
  }, [video, captions, shown])
  return (
    <>
      {captions.map((each) => (
        <track
          key={each.url}
          kind="captions"
          srcLang={each.language}
          label={languageName(each.language)}
          src={each.url}
        />
      ))}
    </>
  )
}
