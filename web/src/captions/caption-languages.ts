import type { CaptionsList } from '../../../src/captions/schemas.ts'

type CaptionLanguage = CaptionsList['items'][number]['language']

/** As the server has them; the two that most schools need come first. */
export const captionLanguages: readonly CaptionLanguage[] = [
  ...(['en', 'es', 'ar', 'de', 'fr', 'hmn', 'ht'] as const),
  ...(['ko', 'pt', 'ru', 'so', 'tl', 'vi', 'zh'] as const),
]
