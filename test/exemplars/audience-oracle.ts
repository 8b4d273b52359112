/**
 * Who sees which clip as an exemplar, and which acts are let through, as plainly as it can be said. Nothing of the server's
 * code is used: where this and the server differ, one of them is wrong. Ids are any strings.
 */
export interface NamedAudience {
  readonly kind: 'cohort' | 'site' | 'district' | 'organisation'
  readonly id: string
}

interface OracleExemplar {
  is: 'asked' | 'agreed' | 'published' | 'refused' | 'taken back' | 'ended'
  readonly nominatedBy: string
  agreedTo?: NamedAudience
  timeIsOver?: boolean
}

export class AudienceOracle {
  readonly owner = new Map<string, string>()
  /** person → where they work. */
  readonly site = new Map<string, string>()
  /** site → its district. */
  readonly district = new Map<string, string>()
  /** cohort → people in it now. */
  readonly members = new Map<string, Set<string>>()
  /** clip → cohorts its owner shares it with. */
  readonly grants = new Map<string, Set<string>>()
  /** owner → people who rate them. */
  readonly raters = new Map<string, Set<string>>()
  /** clip → how far those in the picture agreed. */
  readonly agreed = new Map<string, 'cohort' | 'organisation'>()
  readonly withdrawn = new Set<string>()
  readonly paused = new Set<string>()
  readonly departed = new Set<string>()
  /** clip → its exemplars, the last one last. */
  readonly exemplars = new Map<string, OracleExemplar[]>()

  last(clip: string): OracleExemplar | undefined {
    return this.exemplars.get(clip)?.at(-1)
  }

  /** What it is now, at the first look. */
  stateOf(clip: string): string {
    const exemplar = this.last(clip)
    if (!exemplar) return 'none'
    return exemplar.timeIsOver && exemplar.is !== 'ended' ? 'ended' : exemplar.is
  }

  reachesAsFar(clip: string, { kind }: NamedAudience): boolean {
    const scope = this.agreed.get(clip)
    return scope === 'organisation' || (scope === 'cohort' && kind === 'cohort')
  }

  belongs(person: string, { kind, id }: NamedAudience): boolean {
    const site = this.site.get(person) ?? ''
    if (kind === 'organisation') return true
    if (kind === 'site') return site === id
    if (kind === 'district') return this.district.get(site) === id
    return this.members.get(id)?.has(person) ?? false
  }

  /** In a cohort that has the clip, and not one who rates its owner. */
  isShared(person: string, clip: string): boolean {
    if (this.withdrawn.has(clip) || this.rates(person, clip)) return false
    return [...(this.grants.get(clip) ?? [])].some((cohort) => this.members.get(cohort)?.has(person))
  }

  rates(person: string, clip: string): boolean {
    return this.raters.get(this.owner.get(clip) ?? '')?.has(person) ?? false
  }

  /** INV-16, whole. */
  seesAsExemplar(person: string, clip: string): boolean {
    const owner = this.owner.get(clip) ?? ''
    const agreedTo = this.last(clip)?.agreedTo
    return (
      this.stateOf(clip) === 'published' &&
      agreedTo !== undefined &&
      this.belongs(person, agreedTo) &&
      this.reachesAsFar(clip, agreedTo) &&
      person !== owner &&
      !this.rates(person, clip) &&
      !this.departed.has(owner) &&
      !this.departed.has(person) &&
      !this.withdrawn.has(clip) &&
      !this.paused.has(clip)
    )
  }

  nominate(person: string, clip: string): boolean {
    const isOwner = this.owner.get(clip) === person
    const before = this.exemplars.get(clip) ?? []
    const isOpen = ['asked', 'agreed', 'published'].includes(this.stateOf(clip))
    const wasRefused = before.some(({ is, nominatedBy }) => is === 'refused' && nominatedBy === person)
    // An open one whose owner left is over, and anybody's look settles it; but then nobody can be asked.
    if (this.departed.has(this.owner.get(clip) ?? '')) return false
    if (this.withdrawn.has(clip) || this.paused.has(clip) || isOpen) return false
    if (!isOwner && (wasRefused || !this.isShared(person, clip))) return false
    this.exemplars.set(clip, [...before, { is: 'asked', nominatedBy: person }])
    return true
  }

  consent(clip: string, agreedTo: NamedAudience): boolean {
    const exemplar = this.last(clip)
    if (!exemplar || !['asked', 'agreed', 'published'].includes(this.stateOf(clip))) return false
    if (this.withdrawn.has(clip) || !this.reachesAsFar(clip, agreedTo)) return false
    exemplar.agreedTo = agreedTo
    if (exemplar.is === 'asked') exemplar.is = 'agreed'
    return true
  }

  refuse(clip: string): boolean {
    const exemplar = this.last(clip)
    if (exemplar?.is === 'asked') exemplar.is = 'refused'
    return exemplar?.is === 'refused'
  }

  takeBack(clip: string): boolean {
    const exemplar = this.last(clip)
    if (!exemplar) return false
    const isOwners = exemplar.nominatedBy === this.owner.get(clip)
    // Who no longer has the clip is not there to take anything back.
    if (!isOwners && !this.isShared(exemplar.nominatedBy, clip)) return false
    if (exemplar.is === 'asked') exemplar.is = 'taken back'
    return exemplar.is === 'taken back'
  }

  publish(clip: string, by: string): boolean {
    const exemplar = this.last(clip)
    const state = this.stateOf(clip)
    if (state === 'published') return this.isShared(by, clip) || this.seesAsExemplar(by, clip)
    if (!exemplar?.agreedTo || state !== 'agreed' || !this.isShared(by, clip)) return false
    if (this.departed.has(this.owner.get(clip) ?? '') || this.paused.has(clip)) return false
    if (!this.reachesAsFar(clip, exemplar.agreedTo)) return false
    exemplar.is = 'published'
    return true
  }

  unpublish(clip: string, by: string): boolean {
    const exemplar = this.last(clip)
    const state = this.stateOf(clip)
    if (!exemplar || (state !== 'agreed' && state !== 'published')) return false
    if (!this.isShared(by, clip) && !(state === 'published' && this.seesAsExemplar(by, clip))) return false
    exemplar.is = 'agreed'
    return true
  }

  end(clip: string): boolean {
    const exemplar = this.last(clip)
    if (exemplar && ['agreed', 'published'].includes(exemplar.is)) exemplar.is = 'ended'
    return exemplar !== undefined
  }

  /** What happened to the clip ends what is published of it. */
  endPublished(clip: string): void {
    const exemplar = this.last(clip)
    if (exemplar?.is === 'published') exemplar.is = 'ended'
  }

  narrow(clip: string): void {
    this.agreed.set(clip, 'cohort')
    if (this.last(clip)?.agreedTo?.kind !== 'cohort') this.endPublished(clip)
  }

  timePasses(clip: string): void {
    const exemplar = this.last(clip)
    if (exemplar && ['agreed', 'published'].includes(exemplar.is)) exemplar.timeIsOver = true
  }

  /** Until it comes by, an owner who left may be back, and it goes on. */
  sweep(): void {
    for (const [clip, all] of this.exemplars) {
      const exemplar = all.at(-1)
      const isOver = exemplar?.timeIsOver || this.departed.has(this.owner.get(clip) ?? '')
      if (exemplar && isOver && ['asked', 'agreed', 'published'].includes(exemplar.is)) exemplar.is = 'ended'
    }
  }
}
