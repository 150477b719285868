/**
 * What `extract` does with an opened link: claim, read, unseal, delete, reveal, and have a notice mailed.
 *
 * The claim is one conditional write with exactly one winner, and it comes before the read. A claim is given back only
 * if it is proven that no plaintext left the vault; after that the secret is shown at most once, or lost, and losing
 * it costs nothing: the next reset makes it worthless.
 */
import type { Language } from '../language';
import { browserHash, pickupMessage, pickupAttempts } from '../crypto/browser-half';
import { Problem } from '../errors';
import type { Log, LogDetails } from '../events';
import { sameDigest, sha256 } from '../crypto/hashing';
import { isLinkId, isLinkKey, type LinkSecret } from '../crypto/mailed-link';
import { requestNotice, type NoticePorts } from '../notice/request-notice';
import type { Accounts, AccountState } from '../account/ports';
import { VaultRefused, type LinkClaims, type LinkHalves, type LinkRecord, type VaultReader } from './ports';
import type { Clock } from '../ports';
import { namesOf, revoked, unavailable } from './refusals';
import type { CodeVerifier } from '../crypto/ports';
import { unseal } from '../crypto/sealing';

/** What the use cases here need. */
export interface RevealPorts extends NoticePorts {
  readonly clock: Clock;
  readonly links: LinkClaims;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly vault: VaultReader;
  readonly codes: CodeVerifier;
  /** A name for one claim, never used before. */
  readonly newClaimId: () => string;
}

/** What a person sends to open a link. */
export interface Opening {
  readonly linkId: string;
  readonly key: string;
  /** The browser half's cookie, if the browser sent one. */
  readonly browserHalf: string | undefined;
  /** The pickup code, if one was entered. */
  readonly pickupCode: string | undefined;
  /** The language of the request, for the notice. */
  readonly language: Language;
  /** Ends once it is known that nothing is paused. Nothing is changed before that. */
  readonly goAhead?: Promise<void> | undefined;
}

/** What the page of a link shows. */
export type LinkView = 'unavailable' | 'here' | 'elsewhere';

/**
 * Looks at a link and changes nothing: `here` if it is live and this browser asked for it, `elsewhere` if it is live
 * and a pickup code is needed, `unavailable` otherwise, whether it is used, expired, revoked or unknown.
 */
export async function viewLink(
  { links, accounts, clock, log }: Pick<RevealPorts, 'links' | 'accounts' | 'clock' | 'log'>,
  linkId: string,
  browserHalf: string | undefined,
): Promise<LinkView> {
  const record = isLinkId(linkId) ? await links.find(linkId) : undefined;
  const isRevoked = record !== undefined && (await accounts.find(record.account)).link !== linkId;
  const state = isRevoked ? 'revoked' : (record?.state ?? 'unknown');
  log.info('link.opened', { ...namesOf(linkId, record), state });
  const halves = isRevoked ? undefined : liveHalves(record, clock());
  if (halves === undefined) return 'unavailable';
  return isSameBrowser(halves, browserHalf) ? 'here' : 'elsewhere';
}

/**
 * Reveals a link's password to the first request that brings both halves.
 *
 * @throws Problem `link-unavailable` if the link is not live or the key is not its own; `pickup-code-required` if the
 * browser half is missing (nothing is counted or used up); `wrong-pickup-code`; `try-again` if the vault gave nothing
 * and the claim was given back.
 */
export async function revealPassword(ports: RevealPorts, opening: Opening): Promise<LinkSecret> {
  const { linkId, key } = opening;
  const [record] = await Promise.all([
    isLinkId(linkId) && isLinkKey(key) ? ports.links.find(linkId) : undefined,
    opening.goAhead,
  ]);
  const names = namesOf(linkId, record);
  const keyHash = sha256(key);
  const halves = liveHalves(record, ports.clock());
  if (record === undefined || halves === undefined || !sameDigest(halves.keyHash, keyHash)) {
    throw unavailable(ports.log, names, record, keyHash);
  }
  await proveBrowser(ports, record, names, halves, opening);

  const claimId = ports.newClaimId();
  const { claimed, account } = await claim(ports, record, names, opening, claimId);
  if (!claimed) throw unavailable(ports.log, names, await ports.links.find(linkId), keyHash);
  if (account.link !== linkId) {
    // A second try must not look like a replay.
    await ports.links.release(linkId, claimId).catch((cause: unknown) => {
      ports.log.warn('link.not-released', names, cause);
    });
    throw revoked(ports.log, names);
  }

  const { parameter, recovery } = record;
  const sealed = await read(ports, names, { linkId, claimId, parameter });
  const secret = open(ports.log, names, sealed, opening);
  const change = { kind: 'shown', at: ports.clock(), locks: account.locks, recovery } as const;
  await Promise.all([
    tidyUp(ports, names, { linkId, claimId, parameter }),
    requestNotice(ports, secret.user, change, opening.language),
  ]);
  ports.log.info('link.revealed', names);
  return secret;
}

/** A link that this request has claimed. */
interface Claimed {
  readonly linkId: string;
  readonly claimId: string;
  /** Where its password is in the vault. */
  readonly parameter: string;
}

/** The halves of a link that is published, not claimed, not withdrawn and not expired. */
function liveHalves(record: LinkRecord | undefined, now: Date): LinkHalves | undefined {
  return record?.state === 'ready' && record.expiresAt > now ? record.halves : undefined;
}

function isSameBrowser(halves: LinkHalves, browserHalf: string | undefined): boolean {
  return browserHalf !== undefined && sameDigest(halves.browserHash, browserHash(browserHalf));
}

/** Checks the browser half. An attempt is counted before it is compared, so that parallel guesses cannot slip by. */
async function proveBrowser(
  { links, accounts, codes, log }: RevealPorts,
  { account }: LinkRecord,
  names: LogDetails,
  halves: LinkHalves,
  { linkId, browserHalf, pickupCode }: Opening,
): Promise<void> {
  if (isSameBrowser(halves, browserHalf)) return;
  // Before it asks for a pickup code: a revoked link answers as a used one does.
  if ((await accounts.find(account)).link !== linkId) throw revoked(log, names);
  if (pickupCode === undefined) throw new Problem('pickup-code-required');
  const attempts = await links.countAttempt(linkId, halves.keyHash, pickupAttempts);
  if (attempts === undefined) {
    // The request that counted the last attempt may have died before it withdrew the link.
    await links.withdraw(linkId);
    log.warn('link.refused', { ...names, reason: 'no-attempts-left' });
    throw new Problem('link-unavailable');
  }
  if (await codes.matches(pickupMessage(linkId, pickupCode), halves.pickupMac)) return;
  log.warn('link.refused', { ...names, reason: 'wrong-pickup-code', attempts });
  if (attempts === pickupAttempts) await links.withdraw(linkId);
  throw new Problem('wrong-pickup-code');
}

/**
 * Claims the link, and reads its account at the same time. If either outcome is unknown, the claim is released: nothing was
 * read from the vault yet.
 */
async function claim(
  ports: RevealPorts,
  { account }: LinkRecord,
  names: LogDetails,
  { linkId, key }: Opening,
  claimId: string,
): Promise<{ readonly claimed: boolean; readonly account: AccountState }> {
  const claiming = ports.links.claim(linkId, sha256(key), { claimId });
  const finding = ports.accounts.find(account);
  await Promise.allSettled([claiming, finding]);
  try {
    return { claimed: await claiming, account: await finding };
  } catch (cause) {
    throw await released(ports, names, { linkId, claimId }, cause);
  }
}

async function read(ports: RevealPorts, names: LogDetails, claimed: Claimed): Promise<string> {
  let sealed: string | undefined;
  try {
    sealed = await ports.vault.read(claimed.parameter);
  } catch (cause) {
    if (cause instanceof VaultRefused) throw await released(ports, names, claimed, cause);
    ports.log.error('link.lost', { ...names, reason: 'read-uncertain' }, cause);
    throw new Problem('link-unavailable', { cause });
  }
  if (sealed !== undefined) return sealed;
  ports.log.error('link.lost', { ...names, reason: 'parameter-missing' });
  throw new Problem('link-unavailable');
}

/** Releases the claim. Returns the problem for the caller. */
async function released(
  { links, log }: RevealPorts,
  names: LogDetails,
  { linkId, claimId }: Omit<Claimed, 'parameter'>,
  cause: unknown,
): Promise<Problem> {
  try {
    await links.release(linkId, claimId);
  } catch (releaseError) {
    log.error('link.lost', { ...names, reason: 'not-released' }, releaseError);
    return new Problem('link-unavailable', { cause });
  }
  log.warn('link.released', names, cause);
  return new Problem('try-again', { cause, retryAfter: 5 });
}

function open(log: Log, names: LogDetails, sealed: string, { linkId, key }: Opening): LinkSecret {
  try {
    return unseal(sealed, key, linkId) as LinkSecret;
  } catch (cause) {
    log.error('link.lost', { ...names, reason: 'seal-broken' }, cause);
    throw new Problem('link-unavailable', { cause });
  }
}

/**
 * Deletes what was read and notes the reveal. Neither may keep the password from its owner: the claim already made
 * sure that it is shown once, the parameter is sealed, and the sweep removes what stayed behind.
 */
async function tidyUp(
  { vault, links, log }: RevealPorts,
  names: LogDetails,
  { linkId, claimId, parameter }: Claimed,
): Promise<void> {
  await Promise.all([
    vault
      .delete(parameter)
      .catch((cause: unknown) =>
        log.error('vault.delete-failed', { ...names, reason: 'after-reveal' }, cause),
      ),
    links.markUsed(linkId, claimId).catch((cause: unknown) => log.warn('link.not-marked', names, cause)),
  ]);
}
