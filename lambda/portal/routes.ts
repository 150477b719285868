import type { UseVouchLinkPorts } from '../core/limits/vouch-link';
import { createApp, type App, type AppOptions } from '../web/http/app';
import { json, page } from '../web/http/answers';
import { startPage } from '../web/pages/start/start-page';
import { addCodeReset, type CodeResetRoutePorts } from './code-reset-routes';
import { addLinks, type LinkRoutePorts } from './link-routes';
import { version } from '../web/version';
import { sessionOf } from './session';
import { accountPageOf, addSignIn, type SignInRoutePorts } from './sign-in-routes';
import { addVouching } from './vouch-routes';

/** What the portal needs. */
export interface PortalPorts
  extends
    AppOptions,
    SignInRoutePorts,
    Omit<UseVouchLinkPorts, 'accounts'>,
    Pick<CodeResetRoutePorts, 'passwordLength' | 'refuseCommonPasswords'> {
  /** For the directory whose passwords a link can deliver. */
  readonly links: LinkRoutePorts | undefined;
}

/** The pages that face the internet, and the requests that they send. Nothing here looks an account up. */
export function portalRoutes(ports: PortalPorts): App {
  const { directory, links } = ports;
  const app = createApp(ports);

  app.get('/', async (call) => {
    const session = await sessionOf(call, ports);
    const start = () => startPage({ directory, verification: links?.verification });
    return page(call, session === undefined ? start() : accountPageOf(session, directory));
  });

  app.get('/health', () => json({ status: 'ok', version }));

  addSignIn(app, ports);
  addCodeReset(app, { ...ports, offersLinks: links?.verification === 'code' });
  addVouching(app, ports);
  if (links !== undefined) addLinks(app, links, ports);
  return app;
}
