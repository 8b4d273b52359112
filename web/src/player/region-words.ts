import { percent } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { placeOf, type Region } from './region.ts'

const acrossKeys = {
  left: 'region.left',
  middle: 'region.center',
  right: 'region.right',
  all: 'region.whole-width',
} as const
const downKeys = {
  top: 'region.top',
  middle: 'region.middle',
  bottom: 'region.bottom',
  all: 'region.whole-height',
} as const

/** “Left third, top: 30 % wide, 20 % high”. */
export function regionInWords(region: Region): string {
  const { across, down } = placeOf(region)
  return t('region.place', {
    across: t(acrossKeys[across]),
    down: t(downKeys[down]),
    width: percent(region.width),
    height: percent(region.height),
  })
}
