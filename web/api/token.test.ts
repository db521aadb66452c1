import { expect, test } from 'vitest';
import { readAccess } from './token.ts';

test('the claims of a token are read, also where base64url has its own letters', () => {
  const claims = { sub: 'ü?>~', sid: 's', grants: ['manager@building:1', 'resident@platform'] };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  expect(readAccess(`h.${payload}.s`, '2026-03-02T12:00:00.000Z')).toMatchObject({
    userId: 'ü?>~',
    sessionId: 's',
    expiresAtMs: Date.parse('2026-03-02T12:00:00.000Z'),
    grants: [
      { role: 'manager', scope: 'building:1' },
      { role: 'resident', scope: 'platform' },
    ],
  });
});
