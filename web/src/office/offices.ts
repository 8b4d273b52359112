import type { Role } from '../me/role-words.ts'

/** Which roles enter which page of an office. The server refuses the rest by itself; this only spares dead ends. */
export const rooms = {
  people: ['administrator'],
  invitations: ['administrator'],
  cohorts: ['administrator'],
  places: ['administrator'],
  calendars: ['administrator'],
  rosters: ['administrator', 'roster manager'],
  policies: ['administrator', 'privacy officer'],
  retention: ['administrator', 'privacy officer'],
  issuers: ['administrator'],
  organisation: ['administrator'],
  audit: ['administrator', 'privacy officer'],
  reports: ['administrator', 'site leader', 'district partner'],
  storage: ['administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Room = keyof typeof rooms

export const mayEnter = (roles: readonly Role[], room: Room): boolean =>
  rooms[room].some((role) => roles.includes(role))

export const roomsOf = (roles: readonly Role[]): Room[] =>
  (Object.keys(rooms) as Room[]).filter((room) => mayEnter(roles, room))
