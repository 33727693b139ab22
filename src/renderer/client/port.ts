import type { Port } from '../../contract/frames.ts'

declare global {
  interface Window {
    /** Put there by the desktop shell's preload script. */
    readonly mailuoPort?: { send(text: string): void; onText(listener: (text: string) => void): void }
  }
}

// WebRTC is the one way out that no content security policy closes; the page has no use for it.
Reflect.deleteProperty(window, 'RTCPeerConnection')
Reflect.deleteProperty(window, 'webkitRTCPeerConnection')

/** Opens the text channel to the host: the preload's bridge in the desktop shell, else a WebSocket of our own origin. */
export async function openPort(): Promise<Port> {
  const bridge = window.mailuoPort
  if (bridge) {
    return {
      send: (text) => bridge.send(text),
      onText: (listener) => bridge.onText(listener),
      onClose: () => undefined,
    }
  }
  const address = new URL('/rpc', location.href)
  address.protocol = 'ws:'
  const socket = new WebSocket(address, ['mailuo.v1'])
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(new Error('The local host does not answer.'))
  })
  return {
    send: (text) => socket.send(text),
    onText: (listener) => {
      socket.onmessage = (event) => listener(String(event.data))
    },
    onClose: (listener) => {
      socket.onclose = (event) => listener(`closed with code ${String(event.code)}`)
    },
  }
}
