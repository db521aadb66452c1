// How long to wait before something that was refused for good is asked for once more, as a thing of its own.

const minuteMs = 60_000;
const waitsMs = [1, 5, 30, 180, 720].map(minutes => minutes * minuteMs);

/** After so many refusals, 1 and up; null: not by itself any more, somebody has to look at it. */
export const waitAfterRefusalsMs = (refusals: number): number | null => waitsMs[refusals - 1] ?? null;
