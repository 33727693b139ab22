/** What a process and its children ask the kernel's network for, by strace: nothing the program says of itself. */
import { spawnSync } from 'node:child_process'

/** `-D` leaves the program its own process id, so that signals reach it; `--seccomp-bpf` stops at these calls only. */
const STRACE = ['strace', '-D', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=%network']

/** Words to put before a command, so that its network calls are written to a file. */
export function tracedBy(file: string): readonly string[] {
  return [...STRACE, '-o', file]
}

/** Whether this system has strace and lets us use it. */
export function canTrace(): boolean {
  const [command = '', ...args] = tracedBy('/dev/null')
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0
}

/** Calls that say where to, or from whom. What the kernel tells of the machine's own addresses is none of them. */
const CALL = /\b(connect|bind|sendto|sendmsg|sendmmsg|accept4?)(?:\(| resumed>)/
const ADDRESS = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g

/**
 * @param trace Text that strace wrote.
 * @returns One `call address` per call and address of the Internet families, in order.
 */
export function internetCalls(trace: string): string[] {
  return trace.split('\n').flatMap((line) => {
    const call = CALL.exec(line)?.[1]
    if (call === undefined || line.includes('AF_NETLINK')) return []
    return [...line.matchAll(ADDRESS)].map(([, v4, v6]) => `${call} ${v4 ?? v6 ?? ''}`)
  })
}
