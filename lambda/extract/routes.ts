import * as v from 'valibot';
import { Problem } from '../core/errors';
import { revealPassword, viewLink, type RevealPorts } from '../core/link/reveal-password';
import { createApp, type App, type AppOptions } from '../web/http/app';
import { checkFields, readable, readFields } from '../web/http/body';
import { browserHalfOf } from '../web/http/cookies';
import { linkKey, pickupCode, readLinkAddress } from '../web/http/fields';
import { wantsJson } from '../web/http/negotiation';
import { json, page } from '../web/http/answers';
import { extractPage } from '../web/pages/password-link/extract-page';
import { passwordPage } from '../web/pages/password-link/password-page';

/** What opening links needs. */
export interface ExtractPorts extends AppOptions, RevealPorts {
  /** Where people sign in with the password. */
  readonly signInUrl: string;
}

const openingBody = v.object({ key: linkKey, pickupCode });

/** The page of a link, and the one request that opens it. */
export function extractRoutes(ports: ExtractPorts): App {
  const app = createApp(ports);

  app.get('/extract/:id', async (call) => {
    const { id, key } = readLinkAddress(call.params.id);
    const view = await viewLink(ports, id, browserHalfOf(call));
    if (view === 'unavailable') throw new Problem('link-unavailable');
    return page(call, extractPage({ id, key, askForPickupCode: view === 'elsewhere' }));
  });

  app.postAtOnce('/extract/:id', async (call, goAhead) => {
    const { id } = readLinkAddress(call.params.id);
    const fields = readFields(call);
    call.formFor = (problem) => {
      const isAboutPickupCode =
        problem.code === 'pickup-code-required' || problem.code === 'wrong-pickup-code';
      if (!isAboutPickupCode && problem.code !== 'bad-request') return undefined;
      // The form had the field if the browser sent it.
      const askForPickupCode = isAboutPickupCode || fields.pickupCode !== undefined;
      return extractPage({ id, key: readable(linkKey, fields.key), askForPickupCode, problem });
    };
    const { key, pickupCode } = checkFields(call, fields, openingBody);
    const opening = {
      linkId: id,
      key,
      browserHalf: browserHalfOf(call),
      pickupCode,
      language: call.site.phrases.language,
      goAhead,
    };
    const { user, password } = await revealPassword(ports, opening);
    const { signInUrl } = ports;
    return wantsJson(call)
      ? json({ user, password, mustChangePassword: true, signInUrl })
      : page(call, passwordPage({ user, password, signInUrl }));
  });

  return app;
}
