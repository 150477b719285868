import * as v from 'valibot';
import { requestReset, type RequestResetPorts } from '../core/request-reset';
import { createApp, type App, type AppOptions } from '../web/app';
import { readBody } from '../web/body';
import { browserHalfOf, keepBrowserHalf } from '../web/browser-half';
import { userName } from '../web/fields';
import { wantsJson } from '../web/negotiation';
import { page } from '../web/page';
import { generatePage } from '../web/pages/generate-page';
import { startPage } from '../web/pages/start-page';
import { submittedPage } from '../web/pages/submitted-page';
import { clientAddress } from '../web/request';

/** What the portal needs. */
export interface PortalPorts extends AppOptions, RequestResetPorts {
  readonly linkMinutes: number;
}

const resetBody = v.object({ user: userName });

/** The pages that face the internet, and the requests that they send. Nothing here looks an account up. */
export function portalRoutes(ports: PortalPorts): App {
  const app = createApp(ports);

  app.get('/', (c) => page(c, startPage()));

  app.get('/health', (c) => c.json({ status: 'ok' }));

  app.get('/generate', (c) => page(c, generatePage({ user: c.req.query('user') })));

  app.post('/generate', async (c) => {
    c.set('formFor', (problem) => generatePage({ problem }));
    const { user } = await readBody(c, resetBody);
    const request = { user, address: clientAddress(c), browserHalf: browserHalfOf(c) };
    const { browserHalf, pickupCode } = await requestReset(ports, request);
    if (browserHalf !== request.browserHalf) keepBrowserHalf(c, browserHalf);
    const message = 'Your request has been submitted. Please check your email for further details.';
    return wantsJson(c)
      ? c.json({ status: 'submitted', message, pickupCode }, 202)
      : page(c, submittedPage({ message, pickupCode, linkMinutes: ports.linkMinutes }), 202);
  });

  return app;
}
