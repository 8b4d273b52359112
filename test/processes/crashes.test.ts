import {
  crashMatrix,
  type Kill,
  killApi,
  killFfmpeg,
  killPostgres,
  killWorker,
} from '../support/crash-matrix.ts'
import { emptyQueue } from '../support/crash-site.ts'

const emptied: Kill = {
  what: 'the queue, emptied',
  kill: async (site) => {
    await emptyQueue(site.databaseUrl)
    await site.minutePasses('live')
  },
}

crashMatrix('a crash', [killWorker, killFfmpeg, killApi, killPostgres, emptied])
