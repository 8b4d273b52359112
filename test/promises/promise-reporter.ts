import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { promises } from './promises.ts'

const numbered = /INV-\d\d/g

/** Prints each promise with what was tried and what was seen. Fails the run where a promise was not tried at all. */
export default class PromiseReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tried = new Map<string, TestCase[]>()
    for (const module of modules) {
      for (const { message } of module.errors()) say(message)
      for (const test of module.children.allTests()) {
        if (test.result().state === 'skipped') continue
        for (const [id] of test.fullName.matchAll(numbered)) tried.set(id, [...(tried.get(id) ?? []), test])
      }
    }
    let unheld = 0
    for (const [id, promise] of promises) {
      const tests = tried.get(id) ?? []
      const held = tests.length > 0 && tests.every((test) => test.result().state === 'passed')
      if (!held) unheld += 1
      say(`\n${id}  ${(held ? 'held' : tests.length > 0 ? 'BROKEN' : 'NOT TRIED').padEnd(9)}  ${promise}`)
      for (const test of tests) tell(test)
    }
    say(
      unheld === 0
        ? `\nAll ${promises.length} promises held.`
        : `\n${unheld} of ${promises.length} promises did not hold, or were not tried.`,
    )
    if (unheld > 0) process.exitCode = 1
  }
}

function tell(test: TestCase): void {
  const { state, errors = [] } = test.result()
  say(
    `    ${state === 'passed' ? '✓' : '✗'} ${test.fullName.replace(numbered, '').replace(/^[ :]+|( >) :/g, '$1')}`,
  )
  for (const { message } of test.annotations()) say(`        seen: ${message}`)
  for (const { message } of errors) say(`        seen: ${message}`)
}

const say = (line: string) => process.stdout.write(`${line}\n`)
