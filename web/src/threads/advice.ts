const advice: Readonly<Record<'en' | 'es', RegExp>> = {
  en: /^\W*you\s+(should|shouldn['’]?t|ought\s+to)\b/iu,
  es: /^[^\p{L}]*(usted\s+|tú\s+)?(no\s+)?(deber[íi]as?|debi[óo]|debiste|tendr[íi]as?\s+que)(?!\p{L})/iu,
}

/** Whether words begin as advice does. In any language: who reads English may write Spanish. */
export const soundsLikeAdvice = (words: string): boolean =>
  Object.values(advice).some((beginning) => beginning.test(words))
