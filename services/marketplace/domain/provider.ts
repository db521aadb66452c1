// Whom residents of a building may hire, and what a provider's papers mean.

export type ProviderState = 'draft' | 'submitted' | 'verified' | 'rejected' | 'suspended';
export type Standing = 'approved' | 'blocked';

/** Whether a provider may take work in a building: verified for the platform or approved by the building's own manager, and
 * not blocked there. */
export function mayServe(state: ProviderState, standing: Standing | null): boolean {
  if (standing === 'blocked') return false;
  return state === 'verified' || (state === 'submitted' && standing === 'approved');
}

/** The states from which a provider may hand its papers in. */
export const maySubmit = (state: ProviderState): boolean => state === 'draft' || state === 'rejected';

interface Paper {
  kind: string;
  /** The last day on which it holds; null where it holds for ever. */
  expiresOn: string | null;
}

/** The kinds of paper of which none holds on a day, though one did. */
export function lapsedKinds(papers: readonly Paper[], day: string): string[] {
  const kinds = Map.groupBy(papers, ({ kind }) => kind);
  const holds = ({ expiresOn }: Paper) => expiresOn === null || expiresOn >= day;
  return [...kinds].filter(([, ofKind]) => !ofKind.some(holds)).map(([kind]) => kind);
}
