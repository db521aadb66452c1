import type { Endpoint, InputOf } from '#kernel/contract';
import { ask } from '#web/api/client.ts';

/** Saves the file an endpoint gives. The request carries the session, so no address of it works for anybody else. */
export async function download<E extends Endpoint>(endpoint: E, input: InputOf<E>, name: string): Promise<void> {
  saveFile((await ask(endpoint, input)) as unknown as Blob, name);
}

/** Saves what is here already. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
