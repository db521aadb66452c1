// The name a person gave a file is for display only; what could mislead whoever reads or saves it is refused.

import { fail } from '#kernel/errors';
import type { uploadTypes } from '../contract.ts';

type UploadType = (typeof uploadTypes)[number];

const endings: Record<UploadType, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'application/pdf': ['pdf'],
};

/**
 * The name to show for an uploaded file, or null if it came with none. Raises `invalid_argument` for a path, for
 * characters that do not show (line breaks, marks that turn the writing around) and for an ending of another type:
 * `photo.jpg.zip` and `invoice.pdf.exe` are no photos.
 */
export function displayName(given: string | undefined, type: UploadType): string | null {
  const name = given?.normalize('NFC').trim();
  if (!name) return null;
  if (/[/\\]/.test(name)) refuse('leave out the folder; a name has no / or \\.');
  if (/[\p{Cc}\p{Bidi_Control}\p{Cs}\u200b\u2028\u2029\ufeff]/u.test(name))
    refuse('leave out characters that do not show.');
  if (/^\.|\.$/.test(name)) refuse('it may not begin or end with a dot.');
  const ending = /\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined && !endings[type].includes(ending))
    refuse(`a file of the type ${type} ends in .${endings[type][0]}, not in .${ending}.`);
  const base = ending === undefined ? name : name.slice(0, -ending.length - 1);
  // Characters some systems cannot save become a dash.
  return `${base.replace(/[<>:"|?*]/g, '-')}.${endings[type][0]}`;
}

const refuse = (message: string): never => fail('invalid_argument', `name: ${message}`, { reason: 'unsafe_name' });

/** The same name with the ending of the type the file is kept as. */
export const renamed = (name: string | null, type: UploadType): string | null =>
  name?.replace(/[^.]+$/, endings[type][0]!) ?? null;
