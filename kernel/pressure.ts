// Whether requests keep this process busy. What can wait a moment, waits then: done more rarely, background work costs the
// requests far less, since it is done in larger batches.

const windowMs = 100;
/** Answers in a window, and the share of it in which the process was busy, from which on there is pressure. */
const enough = { answers: 10, share: 0.7 };

let answers = 0;
let pressed = false;
let before = performance.eventLoopUtilization();

setInterval(() => {
  const now = performance.eventLoopUtilization();
  pressed = answers >= enough.answers && performance.eventLoopUtilization(now, before).utilization >= enough.share;
  before = now;
  answers = 0;
}, windowMs).unref();

/** A request was answered. */
export const countAnswer = (): void => void answers++;

/** True while requests keep the process busy. */
export const underPressure = (): boolean => pressed;
