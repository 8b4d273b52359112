import { expect, test } from 'vitest'
import { ApiProblem, isNotHere, problemOf, Unreachable } from '../../web/src/api/problem.ts'

test('a refusal keeps its code and its sentence', () => {
  const problem = problemOf(413, JSON.stringify({ code: 'over-quota', detail: 'Please make room first.' }))
  expect(problem).toMatchObject({ status: 413, code: 'over-quota', detail: 'Please make room first.' })
})

test('what a proxy answers in its own way is a fault of ours, or a request that makes no sense', () => {
  expect(problemOf(502, '<html>Bad Gateway</html>').code).toBe('internal')
  expect(problemOf(400, '').code).toBe('malformed')
  expect(problemOf(500, '{"code":7}').code).toBe('internal')
})

test('beyond reach, not there and not an id are the same', () => {
  expect(isNotHere(new ApiProblem(404, 'not-found', ''))).toBe(true)
  expect(isNotHere(new ApiProblem(400, 'invalid', ''))).toBe(true)
  expect(isNotHere(new ApiProblem(403, 'forbidden', ''))).toBe(false)
  expect(isNotHere(new Unreachable(''))).toBe(false)
})
