// The guards of media.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/media';
const tests = `${service}/test`;

export const media: Table = {
  [`${service}/contract.ts`]: {
    [`${tests}/refusals.test.ts`]: [
      ['an SVG passes for a photo', "'application/pdf'] as const", "'application/pdf', 'image/svg+xml'] as const"],
      ['a file may be as large as it likes', 'maxUploadBytes = 15 * 1024 * 1024', 'maxUploadBytes = 150 * 1024 * 1024'],
    ],
  },
  [`${service}/operations/upload-file.ts`]: {
    [`${tests}/refusals.test.ts`]: [['a file is what its sender says it is', 'if (found !== declared)', 'if (false)']],
    [`${tests}/orphans.test.ts`]: [
      [
        'an upload that was given up becomes a file without bytes',
        'if (stored !== (thumbnailUrl ? 2 : 1)) fail',
        'if (false) fail',
      ],
    ],
  },
  [`${service}/domain/photo-size.ts`]: {
    [`${tests}/refusals.test.ts`]: [
      ['a small file of many pixels fills the memory', 'if (pixels < maxPixels) return;', 'if (pixels >= 0) return;'],
      ['the frames of an animation are not counted', 'width * height * frames;', 'width * height;'],
    ],
  },
  [`${service}/domain/file-name.ts`]: {
    [`${tests}/refusals.test.ts`]: [
      ['a name leads into a folder', 'if (/[/\\\\]/.test(name))', 'if (false)'],
      [
        'a name hides its ending',
        'if (/[\\p{Cc}\\p{Bidi_Control}\\p{Cs}\\u200b\\u2028\\u2029\\ufeff]/u.test(name))',
        'if (false)',
      ],
      ['a program is named a photo', 'ending !== undefined && !endings[type].includes(ending)', 'false'],
      ['a name is nothing but its ending', 'if (/^\\.|\\.$/.test(name))', 'if (false)'],
    ],
  },
  [`${service}/queries.ts`]: {
    [`${tests}/links.test.ts`]: [
      ['a link needs no signature', "if (!sameBytes(expected, Buffer.from(signature, 'base64url')))", 'if (false)'],
      ['a link is good for ever', 'if (left <= 0)', 'if (false)'],
    ],
  },
  [`${service}/domain/link.ts`]: {
    [`${tests}/links.test.ts`]: [
      ['a link opens every file', '`file-link\\n${fileId}\\n', '`file-link\\n'],
      ['the link to a thumbnail opens the original', '\\n${variant}\\n', '\\n'],
    ],
  },
  [`${service}/operations/read-file.ts`]: {
    [`${tests}/links.test.ts`]: [['people read each other’s files', 'linked || mayRead(file, call)', 'true']],
  },
  [`${service}/operations/claim-files.ts`]: {
    [`${tests}/claims.test.ts`]: [
      ['a file of somebody else is claimed', ' and owner_id = ${ownerId} order', ' order'],
      ['many things claim one file', 'order by id for update`', 'order by id`'],
    ],
  },
  [`${service}/operations/delete-file.ts`]: {
    [`${tests}/claims.test.ts`]: [
      ['a file that is in use is deleted', 'id = ${fileId} and claim is null', 'id = ${fileId}'],
    ],
  },
  [`${service}/ports/disk-storage.ts`]: {
    [`${tests}/disk-storage.test.ts`]: [
      ['a key is a path', 'if (!/^[0-9a-f]{32}$/.test(key)) throw', 'if (false) throw'],
    ],
  },
};
