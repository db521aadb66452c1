// What an access token says about its holder. The server decides by it; here it only decides what is shown.

export interface Access {
  token: string;
  expiresAtMs: number;
  userId: string;
  sessionId: string;
  /** `scope` is `platform` or `building:<id>`. */
  grants: { role: string; scope: string }[];
}

/** Reads the claims of a token. */
export function readAccess(token: string, expiresAt: string): Access {
  const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), char => char.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as { sub: string; sid: string; grants: string[] };
  return {
    token,
    expiresAtMs: Date.parse(expiresAt),
    userId: claims.sub,
    sessionId: claims.sid,
    grants: claims.grants.map(text => {
      const at = text.indexOf('@');
      return { role: text.slice(0, at), scope: text.slice(at + 1) };
    }),
  };
}
