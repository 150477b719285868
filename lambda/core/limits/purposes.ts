/** The purposes of codes, each counted separately. A code for one purpose is worthless for another. */
export const codePurposes = ['sign-in', 'reset'] as const;

export type CodePurpose = (typeof codePurposes)[number];
