// Inputs that no schema can tell: a password that is right, a token that was sent by mail.

import type { Known } from './inputs.ts';

type Recipe = (known: Known, round: number) => unknown;

export const recipes: Readonly<Record<string, Recipe>> = {
  'iam.login': () => ({ email: 'resident5@demo.example', password: 'agora-demo' }),
};
