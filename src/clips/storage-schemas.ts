import { type Static, Type } from 'typebox'

const bytes = (description: string) => Type.Integer({ minimum: 0, description })

export const Storage = Type.Object({
  bytes: bytes('All of it.'),
  originals: bytes('Of the files as they came.'),
  renditions: bytes('Of what was made of them, stills included.'),
  clips: Type.Integer({ minimum: 0 }),
  failedClips: Type.Integer({ minimum: 0, description: 'Those of them that could not be prepared.' }),
  failures: Type.Array(
    Type.Object({
      code: Type.String({ description: 'As on the clip of its owner, who alone can try again.' }),
      clips: Type.Integer({ minimum: 1 }),
    }),
    { description: 'Why, the most frequent first.' },
  ),
})
export type Storage = Static<typeof Storage>
