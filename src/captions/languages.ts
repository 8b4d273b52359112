/** Languages that captions may be in, as BCP 47 names them: those that are spoken at home in the schools we know. */
export const captionLanguages = [
  'en',
  'es',
  'ar',
  'de',
  'fr',
  'hmn',
  'ht',
  'ko',
  'pt',
  'ru',
  'so',
  'tl',
  'vi',
  'zh',
] as const
export type CaptionLanguage = (typeof captionLanguages)[number]
