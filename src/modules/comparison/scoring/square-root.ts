import { ONE, type Fixed } from '../../../platform/kernel/fixed.ts';

/** Square root, rounded down at the twelfth decimal, in whole numbers alone: the same on every machine. Throws `RangeError` below zero. */
export function squareRoot(value: Fixed): Fixed {
  if (value < 0n) throw new RangeError('square root of a negative number');
  const scaled = value * ONE;
  if (scaled < 2n) return scaled as Fixed;
  // Newton's iteration from above never passes the root.
  let root = 1n << BigInt(Math.ceil(scaled.toString(2).length / 2));
  for (;;) {
    const next = (root + scaled / root) >> 1n;
    if (next >= root) return root as Fixed;
    root = next;
  }
}
