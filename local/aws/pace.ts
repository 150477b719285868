/** How long a message is kept from others that is to be kept so many seconds. */
export type Pace = (seconds: number) => number;

/** As on AWS. */
export const asOnAws: Pace = (seconds) => seconds * 1000;

/** Short enough to wait for: on AWS these are seconds and minutes. */
export const shortened: Pace = (seconds) => Math.min(seconds * 20, 200);
