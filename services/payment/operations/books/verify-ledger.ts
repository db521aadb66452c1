import { paymentService } from '../../definition.ts';
import { verifyLedger as verify } from '../../ledger/verify.ts';

export const verifyLedger = paymentService.operation('verifyLedger', ctx => verify(ctx));
