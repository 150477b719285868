/** How the opening of a link is refused, and what the log says of it. */
import { Problem } from '../errors';
import type { Log, LogDetails } from '../events';
import { abbreviate, fingerprint, sameDigest } from '../crypto/hashing';
import type { LinkRecord } from './ports';

/** What the log calls the link, its account, and the recovery that they belong to. */
export const namesOf = (linkId: string, record: LinkRecord | undefined) => ({
  link: fingerprint(linkId),
  ...(record && { account: abbreviate(record.account), recovery: record.recovery }),
});

/** All refusals look alike outside. In the log a replay stands out: the right key, after the link was claimed. */
export function unavailable(
  log: Log,
  names: LogDetails,
  record: LinkRecord | undefined,
  keyHash: string,
): Problem {
  const rightKey = record?.halves !== undefined && sameDigest(record.halves.keyHash, keyHash);
  const wasClaimed = record?.state === 'claimed' || record?.state === 'used';
  log.warn(wasClaimed && rightKey ? 'link.replayed' : 'link.refused', {
    ...names,
    state: record?.state ?? 'unknown',
    rightKey,
  });
  return new Problem('link-unavailable');
}

/** The problem for a link that a later request or change revoked. */
export function revoked(log: Log, names: LogDetails): Problem {
  log.warn('link.refused', { ...names, state: 'revoked', rightKey: true });
  return new Problem('link-unavailable');
}
