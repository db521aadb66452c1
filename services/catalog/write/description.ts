// Descriptions are HTML that others wrote. What is kept is what a description needs, and nothing that runs, loads or
// looks like a part of the page around it.

import sanitize from 'sanitize-html';

const options: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'code'],
    ...['a', 'b', 'strong', 'i', 'em', 'u', 's', 'sub', 'sup', 'small', 'span', 'div', 'img'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height'],
    th: ['colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  transformTags: {
    h1: 'h2',
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...(attribs.href !== undefined && { href: attribs.href }), rel: 'nofollow noopener' },
    }),
  },
};

const onlyText: sanitize.IOptions = { allowedTags: [], allowedAttributes: {}, textFilter: text => `${text} ` };

/** The safe part of a description, and its words for the search. */
export function readDescription(html: string): { description: string; descriptionText: string } {
  const description = sanitize(html, options).replace(/\r\n?/g, '\n');
  const descriptionText = sanitize(description, onlyText).replace(/\s+/g, ' ').trim().slice(0, 50_000);
  return { description, descriptionText };
}
