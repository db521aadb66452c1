// Access tokens of people who go on while processes die: renewed before they expire, waiting where nobody answers.

import { type Api, eventually, signIn } from './api.ts';

export function keptTokens(api: Api): { resident(): Promise<string>; manager(): Promise<string> } {
  const kept = new Map<string, { token: string; untilMs: number }>();
  const of = async (email: string): Promise<string> => {
    const known = kept.get(email);
    if (known && known.untilMs > performance.now()) return known.token;
    const token = await eventually(
      () => signIn(api, email).catch(() => null),
      found => found !== null,
      60_000,
    );
    kept.set(email, { token: token!, untilMs: performance.now() + 5 * 60_000 });
    return token!;
  };
  return { resident: () => of('resident1@demo.example'), manager: () => of('manager1@demo.example') };
}

/** A category of the first demo building, to report under. */
export async function anyCategory(api: Api, token: string, buildingId: string): Promise<string> {
  const { body } = await api('GET', `/api/v1/buildings/${buildingId}/ticket-categories`, { token });
  return (body.items as { id: string }[])[0]!.id;
}
