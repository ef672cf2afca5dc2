/** Rooms read their mail at some time within this. */
const latestAnswerMs = 5_000;

/** How long rooms take to answer, 0 to 5 s: with the same seed in the same order the same. */
export function lateAnswers(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.floor(random() * (latestAnswerMs + 1));
}

/** Numbers from 0 up to 1 by Tommy Ettinger's mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
