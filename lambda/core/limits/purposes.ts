/** What codes are good for, each counted apart. One that was mailed for one purpose is of no use for another. */
export const codePurposes = ['sign-in', 'reset'] as const;

/** One of them. */
export type CodePurpose = (typeof codePurposes)[number];
