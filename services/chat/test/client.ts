// A chat client as an app would have it: keeps a channel's messages, and asks for what it missed.

import { io, type Socket } from 'socket.io-client';
import type { Message } from '../contract/wire.ts';

interface Answer {
  output?: unknown;
  problem?: { code: string; detail: string };
}
interface Push {
  type: string;
  topic: string;
  data: unknown;
}

/** The state of one channel: what was pushed or resumed, applied in the order of its sequence. */
function channelState(ask: (lastSequence: number) => Promise<Changes | null>) {
  const messages = new Map<string, Message>();
  const came: string[] = [];
  const early: Message[] = [];
  let lastSequence = 0;
  let following: Promise<void> | undefined;

  const apply = (message: Message): void => {
    const known = messages.get(message.id);
    if (known && known.sequence >= message.sequence) return;
    if (!known) came.push(message.id);
    messages.set(message.id, message);
  };

  async function follow(): Promise<void> {
    for (let complete = false; !complete; ) {
      const changes = await ask(lastSequence);
      if (!changes) return;
      for (const message of changes.messages) apply(message);
      lastSequence = Math.max(lastSequence, changes.sequence);
      complete = changes.complete;
    }
  }

  const take = (message: Message): void => {
    if (following) return void early.push(message);
    if (message.sequence > lastSequence + 1) return void resume();
    apply(message);
    lastSequence = Math.max(lastSequence, message.sequence);
  };

  /** One resume at a time; what is pushed meanwhile is taken after it. */
  const resume = (): Promise<void> => {
    following ??= follow()
      .catch(() => {})
      .finally(() => {
        following = undefined;
        for (const message of early.splice(0)) take(message);
      });
    return following;
  };

  return { messages, came, take, resume, lastSequence: () => lastSequence };
}

interface Changes {
  messages: Message[];
  sequence: number;
  complete: boolean;
}

export interface ChatClient extends Omit<ReturnType<typeof channelState>, 'take'> {
  socket: Socket;
  /** Every push that came, of any type. */
  pushed: Push[];
  /** What was said before the server closed the socket. */
  bye: string[];
  /** The channels it was taken out of. */
  left: string[];
  connect(): Promise<void>;
  disconnect(): void;
  call(endpoint: string, input: object): Promise<Answer>;
  /** Waits until it has heard of everything up to a sequence. */
  reached(sequence: number): Promise<void>;
}

/** Connects as the person of a token and follows one channel from the start, or from where it was. */
export function chatClient(url: string, tokenOf: () => Promise<string>, channelId: string): ChatClient {
  const socket = io(url, {
    path: '/api/v1/realtime',
    transports: ['websocket'],
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    auth: answer => void tokenOf().then(token => answer({ token })),
  });
  const ask = (event: string, body: object): Promise<Answer> => socket.timeout(10_000).emitWithAck(event, body);
  const { take, ...state } = channelState(async lastSequence => {
    const input = { channelId, lastSequence };
    for (;;) {
      const { output, problem } = await ask('follow', { topic: 'chat.channel', input });
      if (!problem || !['unavailable', 'deadline_exceeded', 'rate_limited'].includes(problem.code) || !socket.connected)
        return (output as Changes | undefined) ?? null;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  });
  const told = { pushed: [] as Push[], bye: [] as string[], left: [] as string[] };
  socket.on('connect', () => void state.resume());
  socket.on('resync', () => void state.resume());
  socket.on('bye', ({ code }: { code: string }) => told.bye.push(code));
  socket.on('left', ({ id }: { id: string }) => told.left.push(id));
  socket.on('push', (push: Push) => {
    told.pushed.push(push);
    if (push.type === 'changed') void state.resume();
    if (push.type === 'message') take(push.data as Message);
  });
  return {
    ...state,
    ...told,
    socket,
    async connect() {
      const settled = new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      socket.connect();
      await settled;
      await state.resume();
    },
    disconnect: () => void socket.disconnect(),
    call: (endpoint, input) => ask('call', { endpoint, input }),
    async reached(sequence) {
      const endMs = performance.now() + 20_000;
      while (state.lastSequence() < sequence) {
        if (performance.now() > endMs) throw new Error(`reached ${state.lastSequence()}, not ${sequence}`);
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    },
  };
}
