/** All the page gets of Electron: one channel for text, both ways. The event object never crosses. */
import { contextBridge, ipcRenderer } from 'electron'

const CHANNEL = 'mailuo'

contextBridge.exposeInMainWorld('mailuoPort', {
  send: (text: unknown) => {
    if (typeof text === 'string') ipcRenderer.send(CHANNEL, text)
  },
  onText: (listener: (text: string) => void) => {
    ipcRenderer.on(CHANNEL, (_event, text: unknown) => {
      if (typeof text === 'string') listener(text)
    })
  },
})
