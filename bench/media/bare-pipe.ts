/**
 * What receiving a file takes at the least with Node: HTTP to a file, hashed on the way, flushed to the disk as ours is. Started by
 * the throughput row with the folder it may write to.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:http'
import { pipeline } from 'node:stream/promises'

const folder = process.env.DATA_DIR ?? '.'
let count = 0
const server = createServer(async (request, response) => {
  try {
    const hash = createHash('sha256')
    request.on('data', (chunk: Buffer) => hash.update(chunk))
    await pipeline(request, createWriteStream(`${folder}/bare-${count++}`, { flush: true }))
    response.writeHead(201).end(hash.digest('hex'))
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') {
    process.stdout.write(`The bare pipe answers at http://127.0.0.1:${address.port}\n`)
  }
})
process.once('SIGTERM', () => process.exit())
