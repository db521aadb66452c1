// PostgreSQL refuses to run as root. When we are root, it runs as somebody else, and its files lie where that user
// can get at them.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Whom the server runs as, in the form `child_process` takes; empty means as ourselves. */
export type Account = { uid?: never; gid?: never } | { uid: number; gid: number };

/** Where, as root, things are put that the server's user could not reach in their own place. */
export const publicPlace = '/var/lib/agora';

/**
 * Whom to run the server of `dataDir` as. Not root: ourselves. Root: the owner of existing data, so that data made
 * without root stays theirs; else the user `postgres`, else `nobody`. Throws a sentence when the data is another's.
 */
export function accountFor(dataDir: string): Account {
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  const ourUid = process.getuid?.();
  if (ourUid !== 0) {
    if (!owner || owner.uid === ourUid) return {};
    const advice = 'start Agora as that user or as root, or set AGORA_DATA to another folder';
    throw new Error(`${dataDir} belongs to user ${owner.uid}: ${advice}`);
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = ['postgres', '_postgres', 'nobody'].map(accountNamed).find(found => found !== undefined);
  if (account) return account;
  throw new Error('PostgreSQL does not run as root: start Agora as an ordinary user, or add a user named postgres');
}

function accountNamed(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map(what => spawnSync('id', [what, name], { encoding: 'utf8' }));
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

/** Whether the account can enter a folder; asked of the system itself, which knows every mode, group and ACL. */
export function canEnter(folder: string, account: Account): boolean {
  if (account.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

/** Gives a file or a whole folder to the account. */
export function giveTo(account: Account, path: string): void {
  if (account.uid !== undefined) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, path]);
}

/** Makes a folder that everybody may enter, whatever our umask is. */
export function makePublic(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}
