import { fileUrl } from '#web/api/client.ts';
import { cx } from './cx.ts';
import { initials } from './format.ts';

const tints = [
  'bg-fig-tint text-fig',
  'bg-apricot-tint text-on-apricot',
  'bg-good-tint text-good',
  'bg-warn-tint text-warn',
  'bg-sunken text-soft',
];

/** The same person always has the same colour. */
const tintOf = (seed: string): string =>
  tints[[...seed].reduce((sum, char) => (sum * 31 + char.codePointAt(0)!) >>> 0, 7) % tints.length]!;

interface AvatarProps {
  name: string;
  url?: string | null | undefined;
  size?: 'small' | 'normal' | 'large';
}

const sizes = { small: 'h-8 w-7 text-xs', normal: 'h-11 w-9.5 text-sm', large: 'h-20 w-17 text-2xl' };

/** Somebody, as a picture under an arch; by their initials where there is none. Read out is the name beside it. */
export function Avatar({ name, url, size = 'normal' }: AvatarProps) {
  const box = cx('arch shrink-0 overflow-hidden', sizes[size]);
  if (url) return <img src={fileUrl(url)} alt="" className={cx(box, 'object-cover')} loading="lazy" />;
  return (
    <span aria-hidden className={cx(box, 'inline-grid place-items-center pt-1 font-bold', tintOf(name))}>
      {initials(name) || '·'}
    </span>
  );
}
