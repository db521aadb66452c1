const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
];
const systems: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
];

/** `Mozilla/5.0 (X11; Linux …) … Chrome/140 …` → `Chrome, Linux` */
export function deviceOf(userAgent: string | null): { name: string | null; mobile: boolean } {
  const find = (of: [RegExp, string][]) => of.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const name = [find(browsers), find(systems)].filter(Boolean).join(', ');
  return { name: name || null, mobile: /Mobi|Android|iPhone/.test(userAgent ?? '') };
}
