// Chat from a terminal: node docs/assets/chat.mjs <e-mail> [channel name] [address]
// Type a line to say it; Ctrl-C ends.

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';

const [email, name = 'Everybody', address = 'http://127.0.0.1:8080'] = process.argv.slice(2);
if (!email) throw new Error('Say who you are: node docs/assets/chat.mjs resident1@demo.example');

async function request(method, path, { token, body } = {}) {
  const response = await fetch(`${address}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (response.status === 503) {
    await new Promise(resolve => setTimeout(resolve, 1_000));
    return request(method, path, { token, body });
  }
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

const password = process.env.AGORA_PASSWORD ?? 'agora-demo';
const signIn = async () => (await request('POST', '/v1/sessions', { body: { email, password } })).accessToken;

const { items } = await request('GET', '/v1/channels?limit=100', { token: await signIn() });
const channel = items.find(each => each.name === name);
if (!channel) throw new Error(`You have the channels ${items.map(each => each.name ?? '(direct)').join(', ')}.`);

const socket = io(address, {
  path: '/api/v1/realtime',
  transports: ['websocket'],
  auth: answer => void signIn().then(token => answer({ token })),
});

let lastSequence;
let following = false;
const early = [];
const shown = new Map();

function show(message) {
  const before = shown.get(message.id);
  if (before && before.sequence >= message.sequence) return;
  shown.set(message.id, message);
  const what = message.deletedAt ? '(taken back)' : message.text;
  console.log(
    `${message.sentAt.slice(11, 16)} ${(message.authorId ?? 'somebody gone').slice(0, 8)}${before ? ' (changed)' : ''}: ${what}`,
  );
}

// What is pushed while the state is read is taken after it; a number that is missing is asked for.
function take(message) {
  if (following) return void early.push(message);
  if (message.sequence > lastSequence + 1) return void follow();
  show(message);
  lastSequence = Math.max(lastSequence, message.sequence);
}

async function follow() {
  if (following) return;
  following = true;
  for (let complete = false; !complete && socket.connected; ) {
    const input = { channelId: channel.id, ...(lastSequence !== undefined && { lastSequence }) };
    const { output, problem } = await socket.emitWithAck('follow', { topic: 'chat.channel', input });
    if (problem?.status >= 500 || problem?.status === 429) {
      await new Promise(resolve => setTimeout(resolve, 1_000));
      continue;
    }
    if (problem) throw new Error(problem.detail);
    for (const message of output.messages.toSorted((one, other) => one.number - other.number)) show(message);
    lastSequence = output.sequence;
    complete = output.complete;
  }
  following = false;
  for (const message of early.splice(0)) take(message);
}

socket.on('connect', follow);
socket.on('resync', follow);
socket.on('connect_error', error => console.log(`not connected: ${error.data?.detail ?? error.message}`));
socket.on('bye', async () => socket.connect());
socket.on('left', ({ id }) => id === channel.id && console.log('You are no longer in this channel.'));
socket.on('push', ({ type, data }) => type === 'message' && take(data));

for await (const text of createInterface({ input: process.stdin })) {
  if (!text.trim()) continue;
  // Sent again under the same id it is there once, so it is safe to try until there is an answer.
  const input = { channelId: channel.id, localId: randomUUID(), text };
  for (let done = false; !done; ) {
    const answer = await socket
      .timeout(5_000)
      .emitWithAck('call', { endpoint: 'chat.sendMessage', input })
      .catch(() => null);
    if (answer?.problem) console.log(answer.problem.detail);
    done = answer !== null;
  }
}
socket.disconnect();
