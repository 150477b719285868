/**
 * What `extract` does with an opened link: claim, read, unseal, delete, reveal, and have a notice mailed.
 *
 * The claim is one conditional write with exactly one winner, and it comes before the read. A claim is given back only
 * if it is proven that no plaintext left the vault; after that the secret is shown at most once, or lost, and losing
 * it costs nothing: the next reset makes it worthless.
 */
import { browserHash, pickupMessage, pickupAttempts } from '../crypto/browser-half';
import { Problem } from '../errors';
import type { Log } from '../events';
import { accountFingerprint } from '../account/account';
import { fingerprint, sameDigest, sha256 } from '../crypto/hashing';
import { isLinkId, isLinkKey, type LinkSecret } from '../crypto/mailed-link';
import { requestNotice, type NoticePorts } from '../notice/request-notice';
import { VaultRefused, type LinkClaims, type LinkHalves, type LinkRecord, type VaultReader } from './ports';
import type { Clock } from '../ports';
import type { CodeVerifier } from '../crypto/ports';
import { unseal } from '../crypto/sealing';

/** What the use cases here need. */
export interface RevealPorts extends NoticePorts {
  readonly clock: Clock;
  readonly links: LinkClaims;
  readonly vault: VaultReader;
  readonly codes: CodeVerifier;
  /** A name for one claim, never used before. */
  readonly newClaimId: () => string;
}

/** What somebody brings to open a link. */
export interface Opening {
  readonly linkId: string;
  readonly key: string;
  /** The browser half's cookie, if the browser sent one. */
  readonly browserHalf: string | undefined;
  /** The pickup code, if one was entered. */
  readonly pickupCode: string | undefined;
}

/** How a link looks to somebody who only opened its page. */
export type LinkView = 'unavailable' | 'here' | 'elsewhere';

/**
 * Looks at a link and changes nothing: `here` if it is live and this browser asked for it, `elsewhere` if it is live
 * and a pickup code is needed, `unavailable` otherwise, whether it is used, expired, withdrawn or unknown.
 */
export async function viewLink(
  { links, clock, log }: Pick<RevealPorts, 'links' | 'clock' | 'log'>,
  linkId: string,
  browserHalf: string | undefined,
): Promise<LinkView> {
  const record = isLinkId(linkId) ? await links.find(linkId) : undefined;
  const halves = liveHalves(record, clock());
  log.info('link.opened', { link: fingerprint(linkId), state: record?.state ?? 'unknown' });
  if (halves === undefined) return 'unavailable';
  return isSameBrowser(halves, browserHalf) ? 'here' : 'elsewhere';
}

/**
 * Reveals a link's password to whoever brings both halves first.
 *
 * @throws Problem `link-unavailable` if the link is not live or the key is not its own; `pickup-code-required` if the
 * browser half is missing (nothing is counted or used up); `wrong-pickup-code`; `try-again` if the vault gave nothing
 * and the claim was given back.
 */
export async function revealPassword(ports: RevealPorts, opening: Opening): Promise<LinkSecret> {
  const { linkId, key } = opening;
  const record = isLinkId(linkId) && isLinkKey(key) ? await ports.links.find(linkId) : undefined;
  const keyHash = sha256(key);
  const halves = liveHalves(record, ports.clock());
  if (halves === undefined || !sameDigest(halves.keyHash, keyHash)) {
    throw unavailable(ports.log, linkId, record, keyHash);
  }
  await proveBrowser(ports, halves, opening);

  const claimId = ports.newClaimId();
  const claimed = await claim(ports, linkId, claimId, keyHash);
  if (claimed === undefined) throw unavailable(ports.log, linkId, await ports.links.find(linkId), keyHash);

  const sealed = await read(ports, linkId, claimId, claimed.parameter);
  const secret = open(ports.log, sealed, opening);
  await Promise.all([
    tidyUp(ports, linkId, claimId, claimed.parameter),
    requestNotice(ports, secret.user, 'shown', ports.clock()),
  ]);
  ports.log.info('link.revealed', { link: fingerprint(linkId), account: accountFingerprint(secret.user) });
  return secret;
}

/** A live link's halves: published, not claimed, not withdrawn, not expired. */
function liveHalves(record: LinkRecord | undefined, now: Date): LinkHalves | undefined {
  return record?.state === 'ready' && record.expiresAt > now ? record.halves : undefined;
}

function isSameBrowser(halves: LinkHalves, browserHalf: string | undefined): boolean {
  return browserHalf !== undefined && sameDigest(halves.browserHash, browserHash(browserHalf));
}

/** All refusals look alike outside. In the log a replay, somebody with the right key coming second, stands out. */
function unavailable(log: Log, linkId: string, record: LinkRecord | undefined, keyHash: string): Problem {
  const rightKey = record?.halves !== undefined && sameDigest(record.halves.keyHash, keyHash);
  log.warn(record?.claimed === true && rightKey ? 'link.replayed' : 'link.refused', {
    link: fingerprint(linkId),
    state: record?.state ?? 'unknown',
    rightKey,
  });
  return new Problem('link-unavailable');
}

/** Checks the browser half. An attempt is counted before it is compared, so that parallel guesses cannot slip by. */
async function proveBrowser(
  { links, codes, log }: RevealPorts,
  halves: LinkHalves,
  { linkId, browserHalf, pickupCode }: Opening,
): Promise<void> {
  if (isSameBrowser(halves, browserHalf)) return;
  if (pickupCode === undefined) throw new Problem('pickup-code-required');
  const attempts = await links.countPickupAttempt(linkId, pickupAttempts);
  const link = fingerprint(linkId);
  if (attempts === undefined) {
    // Whoever counted the last attempt may not have lived to withdraw the link.
    await links.withdraw(linkId);
    log.warn('link.refused', { link, reason: 'no-attempts-left' });
    throw new Problem('link-unavailable');
  }
  if (await codes.matches(pickupMessage(linkId, pickupCode), halves.pickupMac)) return;
  log.warn('link.refused', { link, reason: 'wrong-pickup-code', attempts });
  if (attempts === pickupAttempts) await links.withdraw(linkId);
  throw new Problem('wrong-pickup-code');
}

/** Claims the link. If nobody can tell whether the claim took effect, it is given back: nothing was read yet. */
async function claim(
  ports: RevealPorts,
  linkId: string,
  claimId: string,
  keyHash: string,
): Promise<{ readonly parameter: string } | undefined> {
  try {
    return await ports.links.claim(linkId, claimId, keyHash);
  } catch (cause) {
    throw await released(ports, linkId, claimId, cause);
  }
}

async function read(ports: RevealPorts, linkId: string, claimId: string, parameter: string): Promise<string> {
  let sealed: string | undefined;
  try {
    sealed = await ports.vault.read(parameter);
  } catch (cause) {
    if (cause instanceof VaultRefused) throw await released(ports, linkId, claimId, cause);
    ports.log.error('link.lost', { link: fingerprint(linkId), reason: 'read-uncertain' }, cause);
    throw new Problem('link-unavailable', { cause });
  }
  if (sealed !== undefined) return sealed;
  ports.log.error('link.lost', { link: fingerprint(linkId), reason: 'parameter-missing' });
  throw new Problem('link-unavailable');
}

/** Gives the claim back, and says what the caller is to be told. */
async function released(
  { links, log }: RevealPorts,
  linkId: string,
  claimId: string,
  cause: unknown,
): Promise<Problem> {
  const link = fingerprint(linkId);
  try {
    await links.release(linkId, claimId);
  } catch (releaseError) {
    log.error('link.lost', { link, reason: 'not-released' }, releaseError);
    return new Problem('link-unavailable', { cause });
  }
  log.warn('link.released', { link }, cause);
  return new Problem('try-again', { cause, retryAfter: 5 });
}

function open(log: Log, sealed: string, { linkId, key }: Opening): LinkSecret {
  try {
    return unseal(sealed, key, linkId) as LinkSecret;
  } catch (cause) {
    log.error('link.lost', { link: fingerprint(linkId), reason: 'seal-broken' }, cause);
    throw new Problem('link-unavailable', { cause });
  }
}

/**
 * Deletes what was read and notes the reveal. Neither may keep the password from its owner: the claim already made
 * sure that it is shown once, the parameter is sealed, and the sweep removes what stayed behind.
 */
async function tidyUp(
  { vault, links, log }: RevealPorts,
  linkId: string,
  claimId: string,
  parameter: string,
): Promise<void> {
  const link = fingerprint(linkId);
  await Promise.all([
    vault
      .delete(parameter)
      .catch((cause: unknown) => log.error('vault.delete-failed', { link, reason: 'after-reveal' }, cause)),
    links
      .markRevealed(linkId, claimId)
      .catch((cause: unknown) => log.warn('link.not-marked', { link }, cause)),
  ]);
}
