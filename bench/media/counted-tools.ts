import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { runFfmpeg } from '../../src/platform/media/run-ffmpeg.ts'
import { findMediaTools, type MediaTools } from '../../src/platform/media/tools.ts'
import { cpuOf } from './cpu.ts'

/** The number of prctl, which asks to become the parent of whoever loses theirs: PR_SET_CHILD_SUBREAPER is 36. */
const prctl: Readonly<Record<string, number>> = { x64: 157, arm64: 167 }

/** Waits for all that is started below it, and ends as the program it was given ended. */
const reaper = (number: number) => `syscall(${number}, 36, 1, 0, 0, 0) == 0 or exit 126;
my $first = fork; if (!$first) { exec @ARGV; exit 127 }
my $status = 0; while ((my $pid = wait) > 0) { $status = $? if $pid == $first }
exit($status & 127 ? 128 + ($status & 127) : $status >> 8)`

/**
 * The tools that media work is done with, in a box whose processor time can be told. Bubblewrap ends without waiting for what
 * it started, and the kernel counts the time of a process for whoever waits for it: nobody, then. With perl, which Debian
 * always has, somebody waits. Where that does not work the box is limits alone, and `box` says so.
 */
export async function countedTools(signal: AbortSignal): Promise<{ tools: MediaTools; box: string }> {
  const tools = await findMediaTools()
  const { bwrap, lacks } = tools.box
  if (!bwrap) return { tools, box: `limits alone, as ${lacks}` }
  const perl = await promisify(execFile)('/bin/sh', ['-c', 'command -v perl']).catch(() => undefined)
  const number = prctl[process.arch]
  if (perl && number) {
    const words = [perl.stdout.trim(), '-e', reaper(number), '--', ...bwrap]
    const counted: MediaTools = { ...tools, box: { ...tools.box, bwrap: words } }
    if (await counts(counted, signal)) return { tools: counted, box: 'bubblewrap' }
  }
  return {
    tools: await findMediaTools({ mediaBox: 'limits' }),
    box: 'limits alone, as the time of what runs in bubblewrap cannot be told here',
  }
}

/** Whether half a second of work, or so, in the box shows in what this process waited for. */
async function counts(tools: MediaTools, signal: AbortSignal): Promise<boolean> {
  const args = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:d=1', '-c:v', 'libx264', '-f', 'null', '-']
  const run = () => runFfmpeg({ tools, args, signal, limits: { wallSeconds: 60 } })
  const { seconds, own } = await cpuOf(run)
  return seconds - own > 0.1
}
