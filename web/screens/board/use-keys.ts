// The board by keyboard. One card is reached by Tab; arrows go on from it, Shift and an arrow take it along.

import { type KeyboardEvent, useRef, useState } from 'react';

const cardsOf = (column: Element | null | undefined): HTMLElement[] => [
  ...(column?.querySelectorAll<HTMLElement>('[data-ticket]') ?? []),
];
const linkOf = (card: Element | undefined): HTMLElement | null => card?.querySelector<HTMLElement>('a') ?? null;

const cardOf = (id: string) => document.querySelector<HTMLElement>(`[data-ticket="${id}"]`) ?? undefined;
const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** The card an arrow leads to: up and down in its column, to the sides at the same height in the next that has any. */
function neighbourOf(card: HTMLElement, key: string): HTMLElement | undefined {
  const column = card.closest('[data-column]')!;
  const cards = cardsOf(column);
  const at = cards.indexOf(card);
  if (key === 'ArrowUp') return cards[at - 1];
  if (key === 'ArrowDown') return cards[at + 1];
  if (key === 'Home') return cards[0];
  if (key === 'End') return cards.at(-1);
  const columns = [...column.parentElement!.querySelectorAll('[data-column]')];
  const here = columns.indexOf(column);
  const others = key === 'ArrowRight' ? columns.slice(here + 1) : columns.slice(0, here).toReversed();
  const next = others.map(cardsOf).find(each => each.length > 0);
  return next?.[Math.min(at, next.length - 1)];
}

/** `move` takes a card to the state on its side. */
export function useBoardKeys(move: (id: string, side: 'left' | 'right') => void) {
  const [current, setCurrent] = useState<string | null>(null);
  /** The card that is followed to where it goes. */
  const following = useRef<string | null>(null);

  function press(event: KeyboardEvent<HTMLElement>): void {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || !/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return;
    event.preventDefault();
    const card = event.currentTarget.closest<HTMLElement>('[data-ticket]')!;
    if (!shiftKey) linkOf(neighbourOf(card, key))?.focus();
    else if (key === 'ArrowLeft' || key === 'ArrowRight')
      move(card.dataset.ticket!, key === 'ArrowLeft' ? 'left' : 'right');
  }
  return {
    /** The card one was at last. */
    current,
    follow: (id: string): void => void (following.current = id),
    /** Gives the focus back to the card one was on, after what stood over the board. */
    regain(): void {
      const id = following.current;
      // Once the dialog has tried to give it back to an element that is gone by now.
      if (id !== null) setTimeout(() => isLost() && linkOf(cardOf(id))?.focus(), 50);
    },
    /** The focus goes on to a card beside one that is about to leave the board. */
    leave(id: string): void {
      const card = cardOf(id);
      if (!card) return;
      const next = neighbourOf(card, 'ArrowDown') ?? neighbourOf(card, 'ArrowUp') ?? neighbourOf(card, 'ArrowLeft');
      // Once a menu that is open has given the focus back.
      setTimeout(() => linkOf(next)?.focus(), 50);
    },
    /** A card that has moved is another element: asked by one that appears, whether the focus goes along with it. */
    claimFocus(id: string): boolean {
      const same = document.activeElement?.closest<HTMLElement>('[data-ticket]')?.dataset.ticket === id;
      if (!same && !(isLost() && following.current === id)) return false;
      following.current = null;
      return true;
    },
    /** A key on the title of a card. */
    press,
    /** Told when the focus comes to a card. */
    reach: setCurrent,
  };
}
