import { type AddressInfo, createServer, type Server } from 'node:net'

/** Something else that listens on a port of loopback: the given one, or any. */
export const listenOn = (port = 0): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })

export async function freePort(): Promise<number> {
  await using server = await listenOn()
  return (server.address() as AddressInfo).port
}
