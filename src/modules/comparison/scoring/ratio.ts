import { mulDiv, ONE, type Fixed } from '../../../platform/kernel/fixed.ts';

/** A factor that is kept as a fraction, so that applying it rounds once. */
export interface Ratio {
  readonly multiplyBy: Fixed;
  readonly divideBy: Fixed;
}

export const UNITY: Ratio = { multiplyBy: ONE, divideBy: ONE };

/** `value × multiplyBy ÷ divideBy`, rounded half away from zero at the twelfth decimal. */
export function applyRatio(value: Fixed, ratio: Ratio): Fixed {
  return ratio.multiplyBy === ratio.divideBy ? value : mulDiv(value, ratio.multiplyBy, ratio.divideBy);
}

/** `value × divideBy ÷ multiplyBy`: the way back. */
export function applyInverse(value: Fixed, ratio: Ratio): Fixed {
  return ratio.multiplyBy === ratio.divideBy ? value : mulDiv(value, ratio.divideBy, ratio.multiplyBy);
}
