// The commonest passwords of published breaches, as the words they are made of: people decorate a few words with
// digits, signs and letter swaps, so a word here stands for all its decorations.

/** Words that alone, doubled or with decoration make no password. Lower case, letters only. */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwort passwords passwordpassword passw passwd pass pwd secret geheim admin administrator root user guest
  test tester testing login letmein welcome willkommen hello hallo changeme default master access superman superuser
  batman spiderman pokemon naruto starwars matrix dragon monkey tiger lion eagle falcon shadow hunter ranger killer
  football fussball baseball basketball hockey soccer liverpool arsenal chelsea barcelona realmadrid bayern dortmund
  yankees lakers cowboys steelers packers
  iloveyou iloveu ilovegod loveyou lovely lover forever sunshine princess prinzessin flower butterfly schmetterling
  rainbow angel angels jesus jesuschrist blessed heaven babygirl babyboy sweetheart schatz liebling liebe love
  michael michelle jennifer jessica ashley daniel nicole anthony andrew joshua matthew robert thomas jordan george
  charlie william alexander alexandra christian christina stephanie samantha benjamin sebastian patricia elizabeth
  computer internet windows microsoft google facebook instagram youtube samsung iphone apple android linkedin
  mustang porsche ferrari mercedes corvette harley yamaha honda chevrolet
  summer sommer winter spring fruehling autumn herbst january february monday friday sunday birthday
  whatever trustno nothing something freedom freiheit cheese chocolate schokolade cookie banana orange pepper ginger
  maverick phoenix thunder lightning silver golden diamond purple yellow london berlin germany deutschland america
  qwerty qwertz qwertyuiop qwertzuiop qwertyui qwertzui asdfghjkl asdfgh asdf zxcvbnm yxcvbnm zxcvbn
  qazwsx qazwsxedc qweasd qweasdzxc qwert azerty azertyuiop abcdef abcdefgh abcdefghij abcdefghijk abcd abc
  agora community residence apartment building wohnung nachbar neighbor neighbour
  `
    .trim()
    .split(/\s+/),
);

/** Runs of keys as they lie on a keyboard or in the alphabet: a piece of one is as guessable as the whole. */
export const keyRuns: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1q2w3e4r5t6z7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  'q1w2e3r4t5y6u7i8o9p0',
  'a1b2c3d4e5f6g7h8i9j0',
  '123qweasdzxc',
  '1234qwerasdfzxcv',
];
