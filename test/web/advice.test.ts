import { expect, test } from 'vitest'
import { soundsLikeAdvice } from '../../web/src/threads/advice.ts'

test.each([
  ['You should wait longer.', true],
  ['you should have asked her', true],
  ['  “You shouldn’t call on him', true],
  ['You ought to try it', true],
  ['Usted debería esperar más.', true],
  ['Deberías preguntarle', true],
  ['¡Tendría que esperar!', true],
  ['No debió interrumpir', true],
  ['You waited seven seconds.', false],
  ['Should we count the seconds?', false],
  ['The student says you should not.', false],
  ['Young people should talk', false],
  ['Deberíamos hablar de esto', false],
  ['El alumno debería', false],
  ['', false],
])('“%s” begins like advice: %s', (words, isAdvice) => {
  expect(soundsLikeAdvice(words)).toBe(isAdvice)
})
