// The providers' own servers, small: they check who asks and how, and answer as the real ones document it.

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** An HTTP server on the loopback that keeps what it got; `answer` may be replaced at any time. */
export async function httpFake(answer: (request: Received) => Answer | Promise<Answer>) {
  const received: Received[] = [];
  const state = { answer };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const taken = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
    received.push(taken);
    const { status, body, headers } = await state.answer(taken);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    state,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

export interface TakenMail {
  from: string;
  to: string;
  raw: string;
}

/** What the SMTP server says to a recipient or a message instead of taking it. */
export interface SmtpRefusal {
  at: 'rcpt' | 'data';
  code: number;
  message: string;
}

/** An SMTP server on the loopback that asks for the password `secret`. */
export async function smtpFake(options: { port?: number } = {}) {
  const mails: TakenMail[] = [];
  const state: { refusal: SmtpRefusal | null } = { refusal: null };
  const refused = (at: SmtpRefusal['at']) =>
    state.refusal?.at === at
      ? Object.assign(new Error(state.refusal.message), { responseCode: state.refusal.code })
      : null;
  const server = new SMTPServer({
    authOptional: false,
    // A client keeps its connections; the server is to go down all the same.
    closeTimeout: 50,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'apikey' && password === 'secret'
        ? done(null, { user: username })
        : done(Object.assign(new Error('Invalid login'), { responseCode: 535 })),
    onRcptTo: (_address, _session, done) => done(refused('rcpt')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = refused('data');
        if (refusal) return done(refusal);
        const from = session.envelope.mailFrom;
        const raw = Buffer.concat(chunks).toString();
        mails.push({ from: from ? from.address : '', to: session.envelope.rcptTo[0]!.address, raw });
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>(resolve => server.listen(options.port ?? 0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://apikey:secret@127.0.0.1:${port}`,
    mails,
    state,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}
