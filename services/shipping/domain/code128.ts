// Code 128 (ISO/IEC 15417): the bars of a text, for labels.

/** Widths of bars and spaces in turn, by value: 0–105 the symbols, of which 104 and 105 start sets B and C; last the stop. */
const patterns = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

const startB = 104;
const startC = 105;
const stop = 106;

/** The values of a text's symbols: start, data, check symbol and stop. Digits of an even number go two by two. Throws on
 * what is no printable ASCII. */
export function symbolsOf(text: string): number[] {
  const inPairs = /^(\d\d)+$/.test(text);
  if (!inPairs && !/^[ -~]+$/.test(text)) throw new Error('Code 128 takes printable ASCII here');
  const data = inPairs ? text.match(/\d\d/g)!.map(Number) : [...text].map(char => char.charCodeAt(0) - 32);
  const start = inPairs ? startC : startB;
  const check = data.reduce((sum, value, index) => sum + value * (index + 1), start) % 103;
  return [start, ...data, check, stop];
}

export interface Bar {
  /** In modules, the width of the narrowest bar. */
  x: number;
  width: number;
}

/** The black bars of a text and the width of all, in modules, without the quiet zone of ten on both sides. */
export function barsOf(text: string): { bars: Bar[]; width: number } {
  const bars: Bar[] = [];
  let x = 0;
  for (const symbol of symbolsOf(text))
    [...patterns[symbol]!].map(Number).forEach((width, index) => {
      if (index % 2 === 0) bars.push({ x, width });
      x += width;
    });
  return { bars, width: x };
}
