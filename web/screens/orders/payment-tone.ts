import type { OutputOf } from '#kernel/contract';
import type { payment } from '#services/payment/contract';
import type { Tone } from '#web/kit/surface.tsx';

type State = OutputOf<typeof payment.endpoints.getPayment>['state'];

export function paymentTone(state: State): Tone {
  if (state === 'captured') return 'good';
  return state === 'declined' || state === 'voided' || state === 'expired' ? 'plain' : 'warn';
}
