/**
 * The clock of one copy of a function. A test shifts it, to prove that no rule compares the times of two machines. Plain
 * JavaScript, as the worker that imports it.
 */

const RealDate = Date;

/** The time that is not shifted, in milliseconds. */
export const realNow = RealDate.now;

let shift = 0;
const now = () => realNow() + shift;

/** A proxy and no subclass: `Date()` without `new` works, and so does `instanceof` with dates from elsewhere. */
const ShiftedDate = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

/**
 * Puts the clock ahead; a negative number puts it behind. What asks for the present time is shifted, no other date is.
 *
 * @param {number} milliseconds
 */
export function shiftClock(milliseconds) {
  shift = milliseconds;
  globalThis.Date = ShiftedDate;
}
