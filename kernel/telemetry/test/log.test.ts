import { expect, test } from 'vitest';
import { CodedError } from '../../errors.ts';
import { createLog } from '../log.ts';

/** What one line of the log says. */
function logged(what: object): Record<string, unknown> {
  const lines: string[] = [];
  createLog({ level: 'info', pretty: false }, { write: line => void lines.push(line) }).info(what);
  return JSON.parse(lines.join(''));
}

test('personal data, secrets and one-time codes are not in the log', () => {
  const request = { email: 'a@b.example', phone: '+49 30 1', password: 'hush', code: '123456', challenge: 'c-1' };
  const session = {
    token: 't-1',
    accessToken: 't-2',
    refreshToken: 't-3',
    recoveryCodes: ['r-1'],
    codeVerifier: 'v-1',
  };
  for (const line of [
    logged({ ...session, secret: 's-1', input: request }),
    logged({ session, body: request, app: { secret: 's-1' } }),
    logged({ request: { body: { code: '123456' } }, query: { code: '123456' }, call: { input: { code: '123456' } } }),
  ]) {
    const text = JSON.stringify(line);
    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/b\.example|\+49|hush|123456|[ctrsv]-1|t-[23]/);
  }
});

test('the code of an error can be read: that of the house, of PostgreSQL and of the system', () => {
  const coded = (code: string) => Object.assign(new Error('no'), { code });
  expect(logged({ err: new CodedError('not_found', 'no such note') })).toMatchObject({ err: { code: 'not_found' } });
  expect(logged({ err: coded('40P01') })).toMatchObject({ err: { code: '40P01' } });
  expect(logged({ code: 'ECONNREFUSED', error: { code: 'EPIPE' } })).toMatchObject({
    code: 'ECONNREFUSED',
    error: { code: 'EPIPE' },
  });
});
