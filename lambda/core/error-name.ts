/** All that a log may hold of an error of an AWS service: its message names users and mailboxes. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'not an error');
