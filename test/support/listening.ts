import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** Listens on a local port, by TCP and by UDP, and counts what it hears. */
export async function listening() {
  let heard = 0
  const sockets = new Set<Socket>()
  const tcp = createServer((socket) => {
    heard++
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  const { port } = tcp.address() as AddressInfo
  const udp = createSocket('udp4', () => {
    heard++
  })
  udp.bind(port, '127.0.0.1')
  await once(udp, 'listening')
  return {
    port,
    heard: () => heard,
    [Symbol.asyncDispose]: async () => {
      udp.close()
      tcp.close()
      for (const socket of sockets) socket.destroy()
      await once(tcp, 'close')
    },
  }
}
