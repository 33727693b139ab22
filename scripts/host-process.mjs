// How the loopback host's process is started: what keeps its memory from growing with use.

/**
 * Options of Node and the host's program. Left alone, V8 lets the space for short-lived objects grow to 16 MB a half and
 * keeps it; answers are no faster for it. It lets what is left over by a busy hour lie as well, up to three times what
 * is needed: the host collects it in the next pause (src/host/rest.ts).
 */
export const HOST_PROGRAM = ['--max-semi-space-size=2', 'out/main/server.js']

/**
 * The host's environment, for glibc (mallopt(3)); other systems ignore it. Left alone, it sets up to eight heaps a core
 * aside for threads, and takes ever larger buffers, once freed, for ones to be kept. This host has two threads that
 * allocate, and large buffers (a file that is read, an answer that is sent) go back to the system at once.
 */
export const hostEnvironment = () => ({
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(128 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(128 * 1024),
  ...process.env,
})
