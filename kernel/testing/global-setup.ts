// Runs once per test run, before the workers start.

import { startTestServer } from './postgres.ts';

export default startTestServer;
