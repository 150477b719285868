import { createApp, type App, type AppOptions } from '../web/app';
import { page } from '../web/page';
import { startPage } from '../web/pages/start-page';
import { addResets, type ResetRoutePorts } from './reset-routes';
import { sessionOf } from './session';
import { addSignIn, type SignInRoutePorts } from './sign-in-routes';

/** What the portal needs. */
export interface PortalPorts extends AppOptions, SignInRoutePorts {
  /** For the directory whose passwords a link can deliver. */
  readonly resets: ResetRoutePorts | undefined;
}

/** The pages that face the internet, and the requests that they send. Nothing here looks an account up. */
export function portalRoutes(ports: PortalPorts): App {
  const { directory, resets } = ports;
  const app = createApp(ports);

  app.get('/', async (c) => {
    const signedIn = (await sessionOf(c, ports)) !== undefined;
    const verification = resets?.verification ?? 'code';
    return page(c, startPage({ directory, verification, signedIn }));
  });

  app.get('/health', (c) => c.json({ status: 'ok' }));

  addSignIn(app, ports);
  if (resets !== undefined) addResets(app, resets, ports);
  return app;
}
