// Settings come from the environment, are read once, and are checked before anything starts.

import { z } from 'zod';
import { messageOf } from './errors.ts';

/** Marks a setting whose value must never be shown. */
export const secret = <T extends z.ZodType>(schema: T): T => schema.meta({ secret: true }) as T;
/** Gives a setting a well-known name instead of `AGORA_<SERVICE>_<NAME>`, e.g. `SMTP_URL`. */
export const named = <T extends z.ZodType>(env: string, schema: T): T => schema.meta({ ...schema.meta(), env }) as T;

/** What the process itself reads. Empty values count as unset. */
export const platformConfig = z.strictObject({
  nodeEnv: named('NODE_ENV', z.string().default('development')),
  host: named('HOST', z.string().default('127.0.0.1')),
  port: named('PORT', z.coerce.number().int().min(0).max(65_535).default(8080)),
  publicUrl: named(
    'AGORA_PUBLIC_URL',
    z
      .url()
      .transform(url => url.replace(/\/$/, ''))
      .optional(),
  ),
  data: named('AGORA_DATA', z.string().default('.agora')),
  secret: secret(named('AGORA_SECRET', z.string().min(32, 'must have at least 32 characters').optional())),
  databaseUrl: secret(named('DATABASE_URL', z.url({ protocol: /^postgres(ql)?$/ }).optional())),
  databasePrefix: named(
    'AGORA_DATABASE_PREFIX',
    z
      .string()
      .regex(/^[a-z0-9_]*$/)
      .default(''),
  ),
  poolSize: named('AGORA_POOL_SIZE', z.coerce.number().int().min(2).max(100).default(10)),
  amqpUrl: secret(named('AMQP_URL', z.url({ protocol: /^amqps?$/ }).optional())),
  eventsPrefix: named(
    'AGORA_EVENTS_PREFIX',
    z
      .string()
      .regex(/^[\w.-]+$/)
      .default('agora'),
  ),
  redisUrl: secret(named('REDIS_URL', z.url({ protocol: /^rediss?$/ }).optional())),
  logLevel: named('LOG_LEVEL', z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info')),
  otlpEndpoint: named('OTEL_EXPORTER_OTLP_ENDPOINT', z.url().optional()),
  demo: named('AGORA_DEMO', z.stringbool().default(true)),
});
export type PlatformConfig = z.output<typeof platformConfig>;

export interface Setting {
  env: string;
  value: string;
  source: 'environment' | 'default' | 'unset';
}

export type Environment = Record<string, string | undefined>;
/** The variables of this process. */
export const environment = (): Environment => process.env;

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** The marks of a setting, also where `optional` or `default` was put around them. */
const marksOf = (schema: z.ZodType): { env?: string; secret?: boolean } => ({
  ...(isWrapper(schema) && marksOf(schema.unwrap() as z.ZodType)),
  ...schema.meta(),
});
const isWrapper = (schema: z.ZodType) =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable;

/** The variable a field is read from. */
const envName = (service: string | null, field: string, schema: z.ZodType): string =>
  marksOf(schema).env ?? `AGORA_${service === null ? '' : `${snake(service)}_`}${snake(field)}`;

export interface ConfigSource {
  service: string | null;
  schema: z.ZodObject;
}

/** Reads one schema from the environment. Throws with one sentence a line that names the variable and what it takes. */
export function readConfig<S extends z.ZodObject>(service: string | null, schema: S, env: Environment): z.output<S> {
  const raw: Record<string, unknown> = {};
  for (const [field, type] of Object.entries(schema.shape)) {
    const value = env[envName(service, field, type as z.ZodType)];
    if (value !== undefined && value !== '') raw[field] = value;
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(issue => {
    const field = String(issue.path[0]);
    return `${envName(service, field, schema.shape[field] as z.ZodType)}: ${issue.message}`;
  });
  throw new ConfigError(sentences.join('\n'));
}

/** What the operator can put right; `message` says what to do, and is all that is shown. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Does one step of a start. What makes it fail becomes a `ConfigError`, in a sentence made of the reason. */
export async function orAdvise<T>(step: () => Promise<T>, sentence: (reason: string) => string): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(sentence(messageOf(cause)), { cause });
  }
}

/** Every setting with its value, where it came from, secrets masked. */
export function describeConfig(sources: readonly ConfigSource[], env: Environment): Setting[] {
  return sources.flatMap(({ service, schema }) =>
    Object.entries(schema.shape).map(([field, type]) => {
      const name = envName(service, field, type as z.ZodType);
      const given = env[name];
      const set = given !== undefined && given !== '';
      const fallback = (type as z.ZodType).safeParse(undefined);
      const value = set ? given : fallback.success && fallback.data !== undefined ? String(fallback.data) : '';
      return {
        env: name,
        value: set && isSecret(type as z.ZodType) ? '********' : value,
        source: set ? 'environment' : value === '' ? 'unset' : 'default',
      } satisfies Setting;
    }),
  );
}

const isSecret = (schema: z.ZodType): boolean => marksOf(schema).secret === true;

/** A sentence for each `AGORA_*` variable that no schema knows, with the nearest name that one does. */
export function unknownSettings(sources: readonly ConfigSource[], env: Environment, ignore: RegExp): string[] {
  const known = sources.flatMap(({ service, schema }) =>
    Object.entries(schema.shape).map(([field, type]) => envName(service, field, type as z.ZodType)),
  );
  return Object.keys(env)
    .filter(name => name.startsWith('AGORA_') && !known.includes(name) && !ignore.test(name))
    .map(name => {
      const nearest = known.toSorted((a, b) => distance(name, a) - distance(name, b))[0];
      return `${name} is not a setting of Agora; did you mean ${nearest}?`;
    });
}

/** Levenshtein distance, by the two-row method (Wagner and Fischer, 1974). */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    previous = row;
  }
  return previous[b.length]!;
}
