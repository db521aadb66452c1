import { shippingService } from '../definition.ts';
import { runSimulatedCarrier } from '../ports/carrier-simulated.ts';

/** The simulated carrier's own day. */
export const simulatedCarrierDay = shippingService.loop('simulated-carrier', runSimulatedCarrier);
