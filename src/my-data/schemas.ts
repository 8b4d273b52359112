import { type Static, Type } from 'typebox'
import { scopes } from '../clips/consent-schemas.ts'
import { shownStates } from '../clips/states.ts'
import { Instant, nullable, PageQuery, page } from '../platform/http/schemas.ts'
import { type ClipId, type CohortId, type ExportId, IdSchema, type PersonId } from '../platform/ids.ts'

export const Export = Type.Object({
  id: IdSchema<ExportId>(),
  state: Type.Enum(['making', 'ready', 'failed'] as const),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  requestedAt: Instant,
  readyAt: nullable(Instant),
  /** When the file goes. */
  expiresAt: Instant,
  bytes: nullable(Type.Integer()),
  fileUrl: nullable(Type.String({ description: 'Where the file is, once it is ready.' })),
})
export type Export = Static<typeof Export>
export const ExportPage = page(Export)
export const ExportParams = Type.Object({ exportId: IdSchema<ExportId>() })

export const DeleteAccount = Type.Object(
  {
    confirm: Type.String({
      maxLength: 254,
      description: 'My own e-mail address, to be sure that it is meant.',
    }),
    password: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'Where I have a password.' }),
    ),
    words: Type.Optional(
      Type.Enum(['keep', 'remove'] as const, {
        description:
          'What becomes of what I said about clips of others. Kept words stand without my name, and only where the organisation keeps them.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type DeleteAccount = Static<typeof DeleteAccount>

export const PersonParams = Type.Object({ personId: IdSchema<PersonId>() })

export const LedgerFileParams = Type.Object({ clipId: IdSchema<ClipId>() })

/** One of my clips, as I keep watch over it. */
export const MyClip = Type.Object({
  id: IdSchema<ClipId>(),
  title: Type.String(),
  state: Type.Enum(shownStates),
  createdAt: Instant,
  cohorts: Type.Array(Type.Object({ id: IdSchema<CohortId>(), name: Type.String() }), {
    description: 'With which it is shared; a clip that was taken back is seen by none of them.',
  }),
  consent: nullable(Type.Object({ scope: Type.Enum(scopes), attestedAt: Instant })),
  endsOn: nullable(Type.String({ format: 'date', description: 'In the organisation’s zone.' })),
  consentEndsAt: nullable(
    Type.String({
      format: 'date-time',
      description: 'Somebody no longer agrees: by then it must be settled.',
    }),
  ),
  onHold: Type.Boolean({ description: 'It does not end while this is so.' }),
})
export type MyClip = Static<typeof MyClip>
export const MyClipPage = page(MyClip)
export const MyClipQuery = Type.Object({ ...PageQuery })
