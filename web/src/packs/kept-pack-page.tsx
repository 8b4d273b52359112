import type { KeptPack } from '../browser/kept-pack.ts'
import { PackView } from './pack-view.tsx'

interface Props {
  readonly kept: KeptPack
  readonly onRetry: () => void
}

/** The pack as it was when it was last opened in this tab, to read and to print where there is no connection. */
export const KeptPackPage = ({ kept, onRetry }: Props) => (
  <PackView pack={{ ...kept.pack, can: { choose: false } }} keptAt={kept.at} onRetry={onRetry} />
)
