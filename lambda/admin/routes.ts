import * as v from 'valibot';
import {
  lockAccountFor,
  showAccount,
  unlockAccount,
  type AdministerAccountPorts,
} from '../core/admin/administer-account';
import { pauseAll, resumeAll, type PausePorts } from '../core/admin/pause';
import { createApp, type App, type AppOptions } from '../web/http/app';
import { checkFields, readNothing } from '../web/http/body';
import { accountName } from '../web/http/fields';
import { json } from '../web/http/answers';
import { signerOf, type Call } from '../web/http/request';
import type { AccountDirectory } from '../web/words/directories';

/** What the function needs. */
export interface AdminPorts
  extends Omit<AppOptions, 'isPaused' | 'languages'>, AdministerAccountPorts, PausePorts {
  readonly directoryKind: AccountDirectory;
  readonly pauseSwitch: PausePorts['pauseSwitch'];
}

/** API Gateway waits for 29 seconds; some are left to answer in. */
const patienceMilliseconds = 25_000;

/** What administrators do. API Gateway lets only requests pass that somebody with permission has signed. A pause stops none of it. */
export function adminRoutes(ports: AdminPorts): App {
  // The command line speaks English.
  const app = createApp({ ...ports, languages: ['en'] });

  const path = v.object({ user: accountName(ports.directoryKind) });

  const requestOf = (call: Call<'user'>) => ({ ...checkFields(call, call.params, path), by: signerOf(call) });

  app.get('/admin/accounts/:user', async (call) => json(await showAccount(ports, requestOf(call))));

  app.post('/admin/accounts/:user/lock', async (call) => {
    const deadline = new Date(ports.clock().getTime() + patienceMilliseconds);
    readNothing(call);
    const password = await lockAccountFor(ports, requestOf(call), deadline);
    return json({ status: 'account-locked', password });
  });

  app.post('/admin/accounts/:user/unlock', async (call) => {
    readNothing(call);
    await unlockAccount(ports, requestOf(call));
    return json({ status: 'account-unlocked' });
  });

  app.post('/admin/pause', async (call) => {
    readNothing(call);
    return json({ status: 'paused', ...(await pauseAll(ports, signerOf(call))) });
  });

  app.post('/admin/resume', async (call) => {
    readNothing(call);
    await resumeAll(ports, signerOf(call));
    return json({ status: 'running' });
  });

  return app;
}
