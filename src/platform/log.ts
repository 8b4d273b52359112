import { pino } from 'pino'

export type Log = pino.Logger

/** JSON lines on standard error, so that standard output stays for what a person is told. */
export const openLog = (level: string, part: string): Log =>
  pino(
    {
      level,
      base: { part },
      redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
    },
    pino.destination({ dest: 2, sync: false }),
  )
