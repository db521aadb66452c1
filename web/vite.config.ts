// How the web app is built; commands/web.ts runs it for `agora start`, tools/dev.ts for `npm run dev`.

import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Plugin, type UserConfig, Visitor } from 'vite';

/** Text must not jump when its font arrives, so the page asks for the fonts before it has read the styles. */
const preloadFonts: Plugin = {
  name: 'agora-preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter(name => /-latin-[^/]*wght-normal-[^/]*\.woff2$/.test(name) && !name.includes('latin-ext'))
        .map(name => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${name}`, crossorigin: true },
          injectTo: 'head',
        })),
  },
};

/** What contracts say to those who read the API's page is not for those who use the app: a seventh of the contracts. */
const withoutDescriptions: Plugin = {
  name: 'agora-contracts-without-descriptions',
  apply: 'build',
  transform: {
    filter: { id: /\/(services|kernel)\/.*\.ts$/ },
    handler(code) {
      const cuts: [start: number, end: number, instead: string][] = [];
      new Visitor({
        Property({ key, value }) {
          if (
            key.type === 'Identifier' &&
            /^(summary|description)$/.test(key.name) &&
            /Literal|Binary/.test(value.type)
          )
            cuts.push([value.start, value.end, "''"]);
        },
        CallExpression({ callee, end }) {
          if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
          if (/^(describe|meta)$/.test(callee.property.name)) cuts.push([callee.object.end, end, '']);
        },
      }).visit(this.parse(code));
      // From the end, and what lies in another cut goes with that.
      const outer = cuts.filter(([start, end]) => !cuts.some(([from, to]) => from < start && end <= to));
      return outer
        .toSorted(([a], [b]) => b - a)
        .reduce((left, [start, end, instead]) => left.slice(0, start) + instead + left.slice(end), code);
    },
  },
};

export default {
  root: import.meta.dirname,
  plugins: [react(), tailwind(), preloadFonts, withoutDescriptions],
  build: {
    target: ['chrome125', 'firefox128', 'safari18'],
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false },
    // A policy without inline content takes no data: fonts and scripts.
    assetsInlineLimit: 0,
    emptyOutDir: true,
    rolldownOptions: {
      onwarn(warning, warn) {
        // What pulls a module of Node into the page would fail only there.
        if (/externalized for browser/.test(warning.message)) throw new Error(warning.message);
        warn(warning);
      },
    },
  },
} satisfies UserConfig;
