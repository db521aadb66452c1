import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { cx } from '#web/kit/cx.ts';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import type { Photo } from './photos.ts';

interface PhotoPickerProps {
  add: (files: FileList | null) => Promise<void>;
  /** The button, by what opens the device's own choice of photos. */
  children: (open: () => void) => ReactNode;
}

export function PhotoPicker({ add, children }: PhotoPickerProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={async ({ target }) => {
          await add(target.files);
          // The same photo may be chosen again.
          target.value = '';
        }}
      />
      {children(() => picker.current?.click())}
    </>
  );
}

interface PreviewsProps {
  photos: readonly Photo[];
  remove: (photo: Photo) => void;
  className?: string;
}

/** What was chosen, each to be taken out again; nothing where there is none. */
export function PhotoPreviews({ photos, remove, className }: PreviewsProps) {
  const t = useText(kitText);
  if (photos.length === 0) return null;
  return (
    <ul className={cx('flex flex-wrap gap-2', className)}>
      {photos.map(photo => (
        <li key={photo.id} className="relative">
          <img src={photo.preview} alt="" className="size-24 rounded-control object-cover" />
          <button
            type="button"
            aria-label={t.removePhoto}
            onClick={() => remove(photo)}
            className="absolute -top-2 -right-2 grid size-8 place-items-center rounded-full border border-line bg-raised"
          >
            <X size={16} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
