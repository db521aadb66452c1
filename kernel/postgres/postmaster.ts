// The server process: recognising one that is there already, starting one, stopping one.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';

const pollMs = 20;
const fastShutdownMs = 10_000;
/** After a crash the server replays its log before it answers. */
const recoveryMs = 300_000;
/** A server writes its postmaster.pid at once; one that stays empty is the remnant of a power cut. */
const emptyPidFileMs = 2_000;

type ProcessFacts = { parent: number; command: string; folder?: string };

/** What the system knows of a process, by `/proc` where there is one, else by ps; nothing of a dead one or a zombie. */
export function describeProcess(pid: number, hasProc = existsSync('/proc/self/stat')): ProcessFacts | undefined {
  try {
    if (!hasProc) {
      const query = ['-ww', '-o', 'ppid=,stat=,command=', '-p', String(pid)];
      const line = execFileSync('ps', query, { encoding: 'utf8', stdio: 'pipe' });
      const [, parent, state, command] = /^\s*(\d+)\s+(\S+)\s+(.*?)\s*$/.exec(line) ?? [];
      return command && !state?.startsWith('Z') ? { parent: Number(parent), command } : undefined;
    }
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trimEnd();
    return state === 'Z' ? undefined : { parent: Number(parent), command, folder: readlinkSync(`/proc/${pid}/cwd`) };
  } catch {
    return undefined;
  }
}

/** `postmaster.pid` as the server keeps it: the process id in the first line, its state in the eighth. */
function readPidFile(dataDir: string) {
  try {
    const path = join(dataDir, 'postmaster.pid');
    const text = readFileSync(path, 'utf8');
    const lines = text.split('\n');
    const ageMs = Date.now() - statSync(path).mtimeMs;
    return { path, text, ageMs, pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined; // There is none, or it was just removed.
  }
}

/**
 * The living server of a data folder (as the system resolves it). `owner` is the Agora process that started it, as
 * long as that lives: the server carries its starter's process id as a setting, and the system gives an orphan
 * another parent, so the two agree only under a living owner, recycled ids or not.
 */
function findPostmaster(dataDir: string): { pid: number; owner?: number } | undefined {
  const pid = readPidFile(dataDir)?.pid;
  const facts = pid ? describeProcess(pid) : undefined;
  if (!pid || !facts) return undefined;
  const command = `${facts.command} `;
  // A postmaster's working folder is its data folder.
  const isOurs = facts.folder === dataDir || command.includes(` -D ${dataDir} `);
  if (!isOurs || !/(^|\/)postgres /.test(command)) return undefined;
  return command.includes(` agora.owner=${facts.parent} `) ? { pid, owner: facts.parent } : { pid };
}

/**
 * Makes a data folder ready for a new server. Stops an orphan of a killed Agora (and says so by returning true) and
 * removes what a killed server left. Throws a sentence when a living Agora uses the folder.
 */
export async function clearTheWay(dataDir: string): Promise<boolean> {
  const found = findPostmaster(dataDir);
  if (found?.owner) {
    const advice = 'stop it or set AGORA_DATA to another folder';
    throw new Error(`another Agora (process ${found.owner}) is using ${dataDir}: ${advice}`);
  }
  if (found) await stopOrphan(dataDir, found.pid);
  else removeStalePidFile(dataDir);
  return found !== undefined;
}

async function stopOrphan(dataDir: string, pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const deadline = performance.now() + fastShutdownMs;
    if (findPostmaster(dataDir)?.pid === pid) process.kill(pid, signal);
    while (performance.now() < deadline) {
      if (findPostmaster(dataDir)?.pid !== pid) return;
      await sleep(pollMs);
    }
  }
  throw new Error(`an earlier PostgreSQL (process ${pid}) on ${dataDir} does not stop: end it, then start again`);
}

/** PostgreSQL itself refuses to start while the id in the file belongs to any process of the same user, even a zombie. */
function removeStalePidFile(dataDir: string): void {
  const stale = readPidFile(dataDir);
  if (!stale || (!stale.pid && stale.ageMs < emptyPidFileMs)) return;
  // Another start may have put its own file there meanwhile; should that slip through, the server's lock on its shared
  // memory still lets only one run.
  if (readPidFile(dataDir)?.text === stale.text) rmSync(stale.path, { force: true });
}

/** Starts a server as our child; what it says goes to the end of `logFile`. */
export async function spawnPostmaster(
  program: string,
  account: Account,
  dataDir: string,
  settings: Record<string, string>,
  logFile: string,
): Promise<ChildProcess> {
  const owned = { ...settings, 'agora.owner': String(process.pid) };
  const args = ['-D', dataDir, ...Object.entries(owned).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = openSync(logFile, 'a', 0o600);
  try {
    // Its own session keeps the terminal's Ctrl-C from it: it stops when we stop it, after the drain.
    const options = { ...account, cwd: '/', env: { LC_ALL: 'C' }, detached: true } as const;
    const child = spawn(program, args, { ...options, stdio: ['ignore', log, log] });
    await once(child, 'spawn');
    return child;
  } finally {
    closeSync(log);
  }
}

/** Waits until the server takes connections (it says so in its postmaster.pid); false when it gave up. */
export async function untilReady(child: ChildProcess, dataDir: string): Promise<boolean> {
  const deadline = performance.now() + recoveryMs;
  while (!hasEnded(child)) {
    const file = readPidFile(dataDir);
    if (file?.pid === child.pid && file?.ready) return true;
    if (performance.now() > deadline) await stopPostmaster(child);
    else await sleep(pollMs);
  }
  return false;
}

/** Fast shutdown: open transactions are rolled back, all data is written; after 10 s it must end at once. */
export async function stopPostmaster(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), fastShutdownMs);
  await exited;
  clearTimeout(impatience);
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
