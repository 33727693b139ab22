import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { canTrace, internetCalls, tracedBy } from './network-calls.ts'

it('reads who is spoken to out of a trace', () => {
  const trace = [
    '2873  bind(23, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    '2873  connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT',
    '35  connect(20, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>',
    '35  <... accept4 resumed>{sa_family=AF_INET, sin_port=htons(5), sin_addr=inet_addr("10.0.0.7")}, [128 => 16], SOCK_CLOEXEC) = 9',
    '35  recvmsg(7, {msg_name={sa_family=AF_NETLINK}, [inet_addr("172.17.0.2")]}, 0) = 76',
    '35  getsockname(23, {sa_family=AF_INET, sin_port=htons(1), sin_addr=inet_addr("172.17.0.2")}, [128 => 16]) = 0',
  ]
  expect(internetCalls(trace.join('\n'))).toEqual(['bind 127.0.0.1', 'connect 2001:db8::1', 'accept4 10.0.0.7'])
})

it.runIf(canTrace())('sees a process that speaks to somebody', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mailuo-trace-'))
  const file = join(folder, 'trace')
  const [command = '', ...args] = tracedBy(file)
  // A documentation address (RFC 5737), to the discard port: the call is what counts, nobody is there.
  const speak = `const s = require('node:dgram').createSocket('udp4'); s.send('x', 9, '192.0.2.1', () => s.close())`
  spawnSync(command, [...args, process.execPath, '-e', speak])
  await expect.poll(async () => internetCalls(await readFile(file, 'utf8'))).toContain('sendmsg 192.0.2.1')
  await rm(folder, { recursive: true })
})
