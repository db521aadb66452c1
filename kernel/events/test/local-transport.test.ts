import { localTransport } from '../local-transport.ts';
import { transportSuite } from './transport-suite.ts';

transportSuite('inside the process', async () => localTransport());
