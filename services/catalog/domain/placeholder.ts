// A picture for a product that has none: what kind of thing it is, drawn in a few flat shapes before an arch, in a colour
// that is its own. SVG (W3C SVG 2), 400 units wide and high.

import type { Motif } from '../contract/motif.ts';

/** What a drawing is coloured with. */
interface Inks {
  main: string;
  dark: string;
  light: string;
}

const inksOf = (hue: number): Inks => ({
  main: `hsl(${hue} 42% 48%)`,
  dark: `hsl(${hue} 45% 31%)`,
  light: `hsl(${hue} 60% 96%)`,
});

const shape = (fill: string, d: string): string => `<path fill="${fill}" d="${d}"/>`;
const line = (ink: string, width: number, d: string): string =>
  `<path fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" d="${d}"/>`;
const disc = (fill: string, x: number, y: number, r: number): string =>
  `<circle fill="${fill}" cx="${x}" cy="${y}" r="${r}"/>`;
const ring = (ink: string, width: number, x: number, y: number, r: number): string =>
  `<circle fill="none" stroke="${ink}" stroke-width="${width}" cx="${x}" cy="${y}" r="${r}"/>`;
const block = (fill: string, x: number, y: number, width: number, height: number, round: number): string =>
  `<rect fill="${fill}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}"/>`;

const drawings: Readonly<Record<Motif, (inks: Inks) => string>> = {
  pot: ({ main, dark, light }) =>
    line(dark, 14, 'M118 232h-26M282 232h26') +
    shape(main, 'M116 208h168v66a44 44 0 0 1-44 44h-80a44 44 0 0 1-44-44z') +
    shape(dark, 'M112 204a88 46 0 0 1 176 0z') +
    disc(dark, 200, 152, 12) +
    line(light, 8, 'M140 240v32'),
  lamp: ({ main, dark, light }) =>
    line(dark, 12, 'M200 220v92') +
    block(dark, 150, 304, 100, 16, 8) +
    shape(main, 'M158 122h84l40 104H118z') +
    line(light, 8, 'M172 142l-20 60'),
  towels: ({ main, dark, light }) =>
    block(dark, 106, 260, 188, 58, 24) +
    block(main, 114, 202, 172, 58, 24) +
    block(light, 122, 144, 156, 58, 24) +
    line(main, 6, 'M140 184h120') +
    line(light, 6, 'M132 242h136M126 300h148'),
  plant: ({ main, dark, light }) =>
    line(dark, 8, 'M200 250V150') +
    shape(main, 'M200 214c-62 4-86-30-84-74 48 0 80 24 84 74z') +
    shape(dark, 'M200 190c-2-56 28-84 80-84 4 50-28 82-80 84z') +
    shape(light, 'M142 240h116l-14 78a12 12 0 0 1-12 10h-64a12 12 0 0 1-12-10z') +
    block(main, 134, 232, 132, 24, 8),
  jar: ({ main, dark, light }) =>
    block(dark, 150, 122, 100, 34, 10) +
    shape(main, 'M150 160h100c24 10 32 28 32 50v84a24 24 0 0 1-24 24H142a24 24 0 0 1-24-24v-84c0-22 8-40 32-50z') +
    block(light, 118, 212, 164, 62, 0) +
    line(main, 7, 'M150 234h100M168 252h64'),
  bottle: ({ main, dark, light }) =>
    block(dark, 150, 92, 44, 26, 6) +
    shape(main, 'M154 122h36v44c0 22 26 30 26 62v72a20 20 0 0 1-20 20h-48a20 20 0 0 1-20-20v-72c0-32 26-40 26-62z') +
    block(light, 128, 236, 88, 48, 0) +
    shape(dark, 'M240 224h56l-6 88a10 10 0 0 1-10 8h-24a10 10 0 0 1-10-8z') +
    line(light, 6, 'M258 246l3 44'),
  bicycle: ({ main, dark }) =>
    ring(dark, 12, 122, 264, 56) +
    ring(dark, 12, 278, 264, 56) +
    line(main, 13, 'M122 264l46-92h78l32 92M168 172l38 92M246 172l-40 92h-84') +
    line(dark, 13, 'M152 160h36M246 172l-8-34h32') +
    disc(main, 206, 264, 15),
  wheel: ({ main, dark, light }) =>
    ring(dark, 20, 200, 222, 96) +
    ring(main, 8, 200, 222, 76) +
    line(main, 5, 'M200 146v152M124 222h152M146 168l108 108M254 168L146 276') +
    disc(dark, 200, 222, 24) +
    disc(light, 200, 222, 9),
  helmet: ({ main, dark, light }) =>
    shape(main, 'M92 250c0-74 46-122 112-122s108 44 108 122z') +
    block(dark, 84, 244, 236, 28, 14) +
    line(light, 12, 'M160 222c4-30 16-48 36-58M214 222c2-26 10-44 26-56') +
    line(dark, 8, 'M136 272c6 34 30 46 64 46s56-14 62-46'),
  novel: ({ main, dark, light }) =>
    block(light, 140, 116, 146, 200, 8) +
    block(dark, 122, 110, 150, 210, 10) +
    block(main, 142, 110, 130, 210, 10) +
    line(light, 8, 'M170 160h74M170 184h46') +
    disc(light, 207, 256, 24),
  'picture-book': ({ main, dark, light }) =>
    shape(dark, 'M88 164c42-16 80-12 112 10 32-22 70-26 112-10v148c-42-14-80-10-112 12-32-22-70-26-112-12z') +
    shape(light, 'M102 174c36-10 66-6 92 14v116c-28-16-58-20-92-12zM298 174c-36-10-66-6-92 14v116c28-16 58-20 92-12z') +
    shape(main, 'M148 206l10 20 22 3-16 16 4 22-20-10-20 10 4-22-16-16 22-3z') +
    line(main, 7, 'M228 226c18-8 34-10 50-8M228 252c18-8 34-10 50-8'),
  handbooks: ({ main, dark, light }) =>
    block(dark, 98, 268, 204, 50, 8) +
    block(main, 114, 218, 176, 50, 8) +
    block(light, 126, 168, 150, 50, 8) +
    line(main, 7, 'M150 193h70') +
    line(light, 7, 'M138 243h90M124 293h104'),
  'gift-card': ({ main, dark, light }) =>
    block(main, 84, 168, 232, 148, 18) +
    block(light, 84, 226, 232, 22, 0) +
    block(light, 140, 168, 22, 148, 0) +
    line(dark, 12, 'M151 234c-46-14-46-62-14-58 18 4 16 40 14 58 6-18 18-44 36-40 26 8 8 46-36 40z'),
  trailer: ({ main, dark, light }) =>
    shape(main, 'M96 164h176a16 16 0 0 1 16 16v70a16 16 0 0 1-16 16H126z') +
    line(dark, 12, 'M126 266h178l24-40') +
    ring(dark, 14, 196, 278, 38) +
    disc(light, 196, 278, 12) +
    line(light, 8, 'M128 190h132'),
  parcel: ({ main, dark, light }) =>
    block(main, 108, 190, 184, 130, 12) +
    shape(dark, 'M108 202l24-54a14 14 0 0 1 12-8h112a14 14 0 0 1 12 8l24 54z') +
    block(light, 188, 140, 24, 100, 0),
};

/** An arch, a sun or a hill: neighbours on a page are not to look the same. */
const backs: readonly ((fill: string) => string)[] = [
  fill => shape(fill, 'M60 400V210a140 140 0 0 1 280 0v190z'),
  fill => disc(fill, 200, 220, 148),
  fill => shape(fill, 'M0 400V290c70-60 130-80 200-80s130 20 200 80v110z') + disc(fill, 300, 120, 54),
];

/** The picture of a kind of thing in a colour, its hue in degrees, as the text of an SVG file. */
export function drawPlaceholder(hue: number, motif: Motif): string {
  const back = backs[hue % backs.length]!(`hsl(${hue} 42% 83%)`);
  const paper = block(`hsl(${hue} 40% 92%)`, 0, 0, 400, 400, 0);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">${paper}${back}${drawings[motif](inksOf(hue))}</svg>`;
}
