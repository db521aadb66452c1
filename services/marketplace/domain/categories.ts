// What services there are. A commission rule may be for one of them: by its id.

export const categories = [
  'plumbing',
  'electrical',
  'heating',
  'painting',
  'carpentry',
  'locksmith',
  'cleaning',
  'moving',
  'gardening',
  'appliances',
  'pest_control',
  'other',
] as const;
export type Category = (typeof categories)[number];
