/**
 * Who may watch what, as plainly as it can be said. Nothing of the server's code is used: where this and the server
 * differ, one of them is wrong. Ids are any strings.
 */
export class WatchersOracle {
  readonly owner = new Map<string, string>()
  /** clip → cohort → evaluators whom the owner agreed to, by this grant. */
  readonly grants = new Map<string, Map<string, Set<string>>>()
  /** cohort → people in it now. */
  readonly members = new Map<string, Set<string>>()
  /** clip → for whom it is published as an exemplar: a cohort, or null for the whole organisation. */
  readonly exemplars = new Map<string, string | null>()
  /** Clips of which those in the picture agreed to be seen beyond a cohort. */
  readonly agreedWidely = new Set<string>()
  /** Who is in the organisation. */
  readonly everybody = new Set<string>()
  /** owner → people who rate them. */
  readonly evaluators = new Map<string, Set<string>>()
  readonly withdrawn = new Set<string>()
  readonly paused = new Set<string>()
  readonly purged = new Set<string>()
  readonly departed = new Set<string>()

  /** Who is in a cohort that has the clip, and does not see it only because they rate its owner. */
  keptOutAsEvaluators(clip: string): Set<string> {
    const raters = this.evaluators.get(this.owner.get(clip) ?? '') ?? new Set()
    const cohorts = [...(this.grants.get(clip) ?? new Map()).keys()]
    const members = cohorts.flatMap((cohort) => [...(this.members.get(cohort) ?? [])])
    const watchers = this.watchers(clip)
    const isOpen = !this.withdrawn.has(clip) && !this.paused.has(clip) && !this.purged.has(clip)
    return new Set(members.filter((person) => isOpen && raters.has(person) && !watchers.has(person)))
  }

  /** To whom it is open as an exemplar, were there no pause and nobody who rates its owner. */
  private audience(clip: string): Set<string> {
    const cohort = this.exemplars.get(clip)
    if (cohort === undefined) return new Set()
    if (cohort !== null) return this.members.get(cohort) ?? new Set()
    return this.agreedWidely.has(clip) ? this.everybody : new Set()
  }

  /** It is no exemplar any more, and does not become one again by itself. */
  end(clip: string): void {
    this.exemplars.delete(clip)
  }

  watchers(clip: string): Set<string> {
    const owner = this.owner.get(clip)
    const watchers = new Set<string>()
    if (owner === undefined || this.purged.has(clip)) return watchers
    watchers.add(owner)
    if (!this.withdrawn.has(clip) && !this.paused.has(clip)) {
      for (const [cohort, agreed] of this.grants.get(clip) ?? []) {
        for (const person of this.members.get(cohort) ?? []) {
          const rates = this.evaluators.get(owner)?.has(person) ?? false
          if (!rates || agreed.has(person)) watchers.add(person)
        }
      }
      for (const person of this.audience(clip)) {
        if (!this.evaluators.get(owner)?.has(person)) watchers.add(person)
      }
    }
    return new Set([...watchers].filter((person) => !this.departed.has(person)))
  }
}
