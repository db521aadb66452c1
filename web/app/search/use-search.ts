import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Endpoint } from '#kernel/contract';
import { ask } from '#web/api/client.ts';
import { ways } from '#web/screens/account/ways.ts';
import { accountText } from '#web/text/account.ts';
import { appText } from '#web/text/app.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { searchText } from '#web/text/search.ts';
import { useAccess, useBuildings } from '../me.ts';
import { type NavigationItem, navigation } from '../navigation.ts';
import { groups, type Hit, type Place, type SearchGroup, shownHits } from './groups.ts';
import { matches } from './matches.ts';

const waitMs = 200;
const leastLetters = 2;

/** What was typed, once nothing more is for a moment. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), waitMs);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

export interface FoundGroup {
  name: SearchGroup['name'] | 'pages';
  icon: SearchGroup['icon'] | null;
  hits: Hit[];
}

/** What there is for some words, group by group. What was asked for words that are no longer typed is aborted. */
export function useSearch(typed: string): { found: FoundGroup[]; waits: boolean; gaps: boolean } {
  const t = useText(searchText);
  const words = typed.trim();
  const settled = useSettled(words);
  const place = usePlace();
  const pages = usePages(words);
  const isAsked = settled.length >= leastLetters;
  const answers = useQueries({
    queries: groups.map(({ endpoint, input, here }) => {
      const asked = isAsked ? input(settled, place) : null;
      return {
        queryKey: ['search', endpoint.service, endpoint.name, asked],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          ask(endpoint as Endpoint, asked as never, { signal }) as Promise<never>,
        enabled: asked !== null,
        // What somebody looked for is nobody's business a moment later.
        gcTime: here ? 60_000 : 0,
        ...(asked !== null && { placeholderData: keepPreviousData }),
      };
    }),
  });
  const inGroups = groups.map(({ name, icon, here, all, hits: hitsOf }, index): FoundGroup => {
    const output = answers[index]?.data;
    const hits = isAsked && output !== undefined ? hitsOf(output, place) : [];
    const fitting = here ? hits.filter(({ title, about }) => matches(settled, [title, about])) : hits;
    const more = all && fitting.length >= shownHits ? [{ id: 'all', title: t.all, to: all(settled) }] : [];
    return { name, icon, hits: [...fitting.slice(0, shownHits), ...more] };
  });
  return {
    found: [{ name: 'pages' as const, icon: null, hits: pages }, ...inGroups].filter(({ hits }) => hits.length > 0),
    waits:
      words.length >= leastLetters &&
      (settled !== words || answers.some(({ isLoading, isPlaceholderData }) => isLoading || isPlaceholderData)),
    gaps: isAsked && answers.some(({ isError }) => isError),
  };
}

function usePlace(): Place {
  const { grants } = useAccess();
  const { current } = useBuildings();
  const buildingId = current?.id;
  return {
    buildingId,
    language: useLanguage(),
    holds: (...roles) =>
      grants.some(({ role, scope }) => roles.includes(role) && [`building:${buildingId}`, 'platform'].includes(scope)),
  };
}

/** Whom a page of the menus is for. */
const isFor = ({ roles }: NavigationItem, grants: readonly { role: string }[]): boolean =>
  !roles || grants.some(({ role }) => roles.includes(role));

function usePages(words: string): Hit[] {
  const t = useText(appText);
  const account = useText(accountText);
  const { grants } = useAccess();
  if (words === '') return [];
  const inMenu = navigation
    .filter(item => isFor(item, grants))
    .map(({ to, label }) => ({ id: to, title: t[label] as string, to }));
  const inAccount = ways
    .filter(({ to }) => !inMenu.some(page => page.to === to))
    .map(({ to, label }) => ({ id: to, title: account[label], to }));
  return [...inMenu, ...inAccount].filter(({ title }) => matches(words, [title])).slice(0, shownHits);
}
