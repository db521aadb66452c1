// Which adapter stands behind the port, by the settings. A payment stays with the provider it was begun with.

import { fail } from '#kernel/errors';
import { outgoing } from '#kernel/http/outgoing';
import type { PaymentCtx } from '../definition.ts';
import { payUrlOf } from '../pay-link.ts';
import { apiKeyOf } from '../sandbox/keys.ts';
import type { PaymentProvider } from './provider.ts';
import { razorpay } from './razorpay.ts';
import { sandboxHttp } from './sandbox-http.ts';
import { sandboxLocal } from './sandbox-local.ts';

const open = new WeakMap<object, Map<string, PaymentProvider>>();

function providersOf(ctx: PaymentCtx): Map<string, PaymentProvider> {
  let providers = open.get(ctx);
  if (!providers) open.set(ctx, (providers = build(ctx)));
  return providers;
}

function build(ctx: PaymentCtx): Map<string, PaymentProvider> {
  const { config } = ctx;
  const providers: PaymentProvider[] = [];
  const out = outgoing({ allowInsecure: config.allowInsecureProviders });
  const { razorpayKeyId: keyId, razorpayKeySecret: keySecret, razorpayUrl: baseUrl } = config;
  if (keyId && keySecret)
    providers.push(razorpay({ baseUrl, keyId, keySecret, payUrl: key => payUrlOf(ctx, key) }, out));
  const far = config.sandboxUrl;
  // The sandbox may well be this platform itself, on loopback.
  const sandboxOut = () => outgoing({ allowInsecure: true });
  providers.push(far ? sandboxHttp({ baseUrl: far, apiKey: apiKeyOf(ctx) }, sandboxOut()) : sandboxLocal(ctx));
  return new Map(providers.map(provider => [provider.name, provider]));
}

/** The provider that new payments are begun with. */
export const currentProvider = (ctx: PaymentCtx): PaymentProvider =>
  providersOf(ctx).values().next().value ?? fail('unavailable', 'No payment provider is set up.');

/** The provider a payment was begun with; raises `unavailable` if it is not set up any more. */
export const providerFor = (ctx: PaymentCtx, name: string): PaymentProvider =>
  providersOf(ctx).get(name) ?? fail('unavailable', `The payment provider ${name} is not set up here.`);

/** Puts a provider in the place of the one of its name, for a process that shall see it fail. */
export const replaceProvider = (ctx: PaymentCtx, provider: PaymentProvider): void =>
  void providersOf(ctx).set(provider.name, provider);

/** Whether the sandbox takes requests: it is nobody's money, so only where the settings want it. */
export const offersSandbox = ({ config }: PaymentCtx): boolean =>
  config.sandbox ?? (config.nodeEnv !== 'production' && !config.razorpayKeyId);
