// What a process without the public entrance serves: its own services, to other services only.

import express, { type Express, type RequestHandler } from 'express';
import type { CallFields } from '../call.ts';
import type { Contract } from '../contract.ts';
import { fail } from '../errors.ts';
import type { Invoke } from '../invoke.ts';
import type { AccessVerifier, ServiceTokens } from '../security/tokens.ts';
import { bearer } from './edge.ts';
import { type Exchange, mountContracts, unmatched } from './mount.ts';

export interface InternalOptions {
  contracts: readonly Contract[];
  invokes: Record<string, Record<string, Invoke>>;
  access: AccessVerifier;
  tokens: ServiceTokens;
  finished: (exchange: Exchange) => void;
  newId: () => string;
  pages: RequestHandler;
}

/** Builds the app. Every request carries a token of the calling service, and the person's own where there is one. */
export function internalApp({ contracts, invokes, access, tokens, finished, newId, pages }: InternalOptions): Express {
  const app = express().disable('x-powered-by').set('etag', false).set('query parser', 'simple');
  const mounted = contracts.map(contract => {
    const identify = async (request: express.Request): Promise<Partial<CallFields>> => {
      const given = request.headers['x-agora-service'];
      if (typeof given !== 'string') return fail('unauthenticated', 'This address takes calls of other services only.');
      const { caller, edge } = await tokens.verify(given, contract.service);
      const token = bearer(request);
      const ip = request.headers['x-agora-ip'];
      const userAgent = request.headers['user-agent'];
      return {
        ...(!edge && { via: caller }),
        ...(token && { token, user: await access.verify(token) }),
        ...(typeof ip === 'string' && { ip }),
        ...(userAgent && { userAgent }),
      };
    };
    return { contract, invokes: invokes[contract.service]!, options: { identify, finished, newId, headers: [] } };
  });
  app.use(mountContracts('', mounted));
  app.use(pages);
  app.use(unmatched(contracts, '', { newId, headers: [] }));
  return app;
}
