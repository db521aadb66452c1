// The code somebody gave when they registered, until they are signed in and can join the home with it. The link of the
// mail opens another tab, so it is kept for all of them.

const place = 'agora.invitation';

export function keepCode(code: string | undefined): void {
  if (code) localStorage.setItem(place, code);
}

export const keptCode = (): string | null => localStorage.getItem(place);
export const forgetCode = (): void => localStorage.removeItem(place);
