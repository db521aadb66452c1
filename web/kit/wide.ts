import { useSyncExternalStore } from 'react';

// As `--breakpoint-desk` in styles.css.
const desk = matchMedia('(min-width: 64rem)');

const subscribe = (listener: () => void) => {
  desk.addEventListener('change', listener);
  return () => desk.removeEventListener('change', listener);
};

/** Whether there is room for a desktop's screens. For what is to be asked for or not; what only looks different is CSS. */
export const useIsDesk = (): boolean => useSyncExternalStore(subscribe, () => desk.matches);
