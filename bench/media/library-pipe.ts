/**
 * What @fastify/multipart and @tus/server take alone, used as their own pages show it, beside the bare pipe: a form to a file,
 * hashed on the way, and a resumable upload to tus' own file store, both flushed to the disk. Nothing of Interlude is in it.
 * Started by the throughput row with the folder it may write to.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import multipart from '@fastify/multipart'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import fastify from 'fastify'

const folder = process.env.DATA_DIR ?? '.'
const most = 2 ** 40
const uploads = '/api/v1/uploads'
let count = 0
const tus = new Server({
  ...{ path: uploads, relativeLocation: true, datastore: new FileStore({ directory: folder }) },
  onUploadFinish: async (_request, { id }) => {
    const handle = await open(`${folder}/${id}`, 'r+')
    await handle.sync()
    await handle.close()
    return {}
  },
})
const app = fastify({ bodyLimit: most })
await app.register(multipart, { limits: { fileSize: most } })
app.addContentTypeParser('*', (_request, _body, done) => done(null))
app.post('/api/v1/clips', async (request, reply) => {
  const hash = createHash('sha256')
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue
    part.file.on('data', (chunk: Buffer) => hash.update(chunk))
    await pipeline(part.file, createWriteStream(`${folder}/form-${count++}`, { flush: true }))
  }
  return reply.code(201).send(hash.digest('hex'))
})
for (const url of [uploads, `${uploads}/*`]) {
  app.all(url, (request, reply) => {
    reply.hijack()
    void tus.handle(request.raw, reply.raw)
  })
}
const address = await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`The libraries alone answers at ${address}\n`)
process.once('SIGTERM', () => process.exit())
