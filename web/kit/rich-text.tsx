import { createElement, Fragment, type ReactNode, useMemo } from 'react';

const kept: Record<string, string> = {
  p: 'mb-3',
  ul: 'mb-3 list-disc pl-6',
  ol: 'mb-3 list-decimal pl-6',
  li: '',
  strong: 'font-semibold',
  b: 'font-semibold',
  em: 'italic',
  i: 'italic',
  br: '',
  h1: 'mb-2 text-lg',
  h2: 'mb-2 text-lg',
  h3: 'mb-2 text-lg',
  h4: 'mb-2 text-lg',
};

function nodeOf(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  const tag = node.nodeName.toLowerCase();
  if (tag === 'br') return <br key={key} />;
  const inner = [...node.childNodes].map(nodeOf);
  if (node.nodeType !== Node.ELEMENT_NODE || !(tag in kept)) return <Fragment key={key}>{inner}</Fragment>;
  return createElement(/^h\d$/.test(tag) ? 'h3' : tag, { key, className: kept[tag] }, ...inner);
}

/** HTML that somebody wrote. The server cleans it; here only its words and plain structure are shown, whatever comes. */
export function RichText({ html }: { html: string }) {
  const nodes = useMemo(() => {
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    for (const element of body.querySelectorAll('script, style, template')) element.remove();
    return [...body.childNodes].map(nodeOf);
  }, [html]);
  return <div className="max-w-prose">{nodes}</div>;
}
