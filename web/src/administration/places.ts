import { useQuery } from '@tanstack/preact-query'
import type { District, Site } from '../../../src/identity/administration-schemas.ts'
import { language } from '../messages/messages.ts'
import { allOf } from '../office/fetch-pages.ts'

/** By name: they come in the order in which they were added. */
const sorted = <Place extends { readonly name: string }>(places: readonly Place[] | undefined): Place[] =>
  (places ?? []).toSorted((a, b) => a.name.localeCompare(b.name, language(), { numeric: true }))

export function usePlaces() {
  const districts = useQuery(allOf<District>('/api/v1/districts'))
  const sites = useQuery(allOf<Site>('/api/v1/sites'))
  return {
    districts: sorted(districts.data),
    sites: sorted(sites.data),
    isPending: districts.isPending || sites.isPending,
    error: districts.error ?? sites.error,
    refetch: () => Promise.all([districts.refetch(), sites.refetch()]),
  }
}
