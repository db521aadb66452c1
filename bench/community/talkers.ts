// A process that holds the sockets of a channel: some of them speak, each anew when it was answered, and all of them hear.

import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { percentile } from '../measure.ts';

/** Where the channel is, and for each socket whose it is; the bare program asks nobody. */
export interface Channel {
  url: string;
  kind: 'ours' | 'bare';
  channelId: string;
  tokens: string[];
}

/** So many speak at once, or one says so many a second. */
export interface Talk {
  seconds: number;
  speakers?: number;
  perSecond?: number;
}

export interface Heard {
  /** Messages that were kept and have come to every socket. */
  perSecond: number;
  /** From the sending of a message to its arrival at a socket. */
  p95Ms: number;
  messages: number;
}

export interface Talkers {
  /** Talks; throws if a message was refused, or has not come to every socket exactly once. */
  talk(talk: Talk): Promise<Heard>;
  close(): void;
}

/** Starts the process and connects its sockets. */
export async function startTalkers(channel: Channel): Promise<Talkers> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  const tell = async <T>(message: object): Promise<T> => {
    child.send(message);
    const [answer] = (await once(child, 'message')) as [{ failed?: string }];
    if (answer.failed !== undefined) throw new Error(`${channel.kind}: ${answer.failed}`);
    return answer as T;
  };
  await tell({ channel });
  return { talk: talk => tell({ talk }), close: () => child.disconnect() };
}

interface Party extends Channel {
  sockets: Socket[];
  hear: (localId: string) => void;
}

async function connect(channel: Channel): Promise<Party> {
  const { url, kind, channelId } = channel;
  const path = kind === 'ours' ? '/api/v1/realtime' : '/socket.io';
  const party: Party = { ...channel, sockets: [], hear: () => {} };
  for (const token of channel.tokens) {
    const socket = io(url, { path, transports: ['websocket'], forceNew: true, auth: { token } });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    if (kind === 'bare') await socket.emitWithAck('follow', channelId);
    else output(await socket.emitWithAck('follow', { topic: 'chat.channel', input: { channelId } }));
    socket.on('message', ({ localId }) => party.hear(localId));
    socket.on('push', ({ type, data }) => type === 'message' && party.hear(data.localId));
    party.sockets.push(socket);
  }
  return party;
}

function output({ output: given, problem }: { output?: unknown; problem?: { detail: string } }): unknown {
  if (problem) throw new Error(problem.detail);
  return given;
}

async function talkOf(party: Party, { seconds, speakers, perSecond }: Talk): Promise<Heard> {
  const { sockets } = party;
  const sent = new Map<string, { atMs: number; heard: number }>();
  const took: number[] = [];
  let lastMs = 0;
  party.hear = localId => {
    const message = sent.get(localId);
    if (!message) return;
    lastMs = performance.now();
    message.heard++;
    took.push(lastMs - message.atMs);
  };
  let turn = 0;
  const say = async (): Promise<void> => {
    const socket = sockets[(turn++ * 7) % sockets.length]!;
    const input = {
      channelId: party.channelId,
      localId: randomUUID(),
      text: 'The lift is out of order again until noon.',
    };
    sent.set(input.localId, { atMs: performance.now(), heard: 0 });
    if (party.kind === 'bare') await socket.timeout(20_000).emitWithAck('say', input);
    else output(await socket.timeout(20_000).emitWithAck('call', { endpoint: 'chat.sendMessage', input }));
  };
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const everSpeaking = async (): Promise<void> => {
    while (performance.now() < endMs) await say();
  };
  const inTime = async (): Promise<void> => {
    const said: Promise<void>[] = [];
    for (let count = 0; performance.now() < endMs; count++) {
      said.push(say());
      await sleep(startMs + ((count + 1) * 1000) / perSecond! - performance.now());
    }
    await Promise.all(said);
  };
  await Promise.all(perSecond ? [inTime()] : Array.from({ length: speakers! }, everSpeaking));
  const due = sent.size * sockets.length;
  for (const untilMs = performance.now() + 20_000; took.length < due && performance.now() < untilMs; ) await sleep(5);
  const wrong = [...sent.values()].filter(({ heard }) => heard !== sockets.length).length;
  if (wrong > 0)
    throw new Error(`${wrong} of ${sent.size} messages did not come to each of ${sockets.length} sockets once`);
  return { perSecond: (sent.size / (lastMs - startMs)) * 1000, p95Ms: percentile(took, 0.95), messages: sent.size };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let party: Party | undefined;
  process.on('message', async ({ channel, talk }: { channel?: Channel; talk?: Talk }) => {
    try {
      if (channel) party = await connect(channel);
      process.send!(talk ? await talkOf(party!, talk) : {});
    } catch (error) {
      process.send!({ failed: error instanceof Error ? error.message : String(error) });
    }
  });
  process.once('disconnect', () => process.exit());
}
