import * as v from 'valibot';
import { useVouchLink, type UseVouchLinkPorts } from '../core/limits/vouch-link';
import { vouchedDays } from '../core/limits/vouched-browser';
import type { App } from '../web/http/app';
import { checkFields, readable, readFields } from '../web/http/body';
import { keepVouching } from '../web/http/cookies';
import { linkKey, readLinkAddress } from '../web/http/fields';
import { wantsJson } from '../web/http/negotiation';
import { json, page } from '../web/http/answers';
import { unavailablePage } from '../web/pages/layout/unavailable-page';
import { vouchedPage } from '../web/pages/vouch/vouched-page';
import { vouchPage } from '../web/pages/vouch/vouch-page';

const vouchBody = v.object({ key: linkKey });

/** The link "It was me" of a mail: a page that changes nothing, and the request that vouches for the browser. */
export function addVouching(app: App, ports: UseVouchLinkPorts): void {
  app.get('/vouch/:id', (call) =>
    page(call, vouchPage({ ...readLinkAddress(call.params.id), days: vouchedDays })),
  );

  app.post('/vouch/:id', async (call) => {
    const { id: linkId } = readLinkAddress(call.params.id);
    const fields = readFields(call);
    const entered = { id: linkId, key: readable(linkKey, fields.key), days: vouchedDays };
    call.formFor = (problem) =>
      problem.code === 'link-unavailable'
        ? unavailablePage(problem, 'vouch')
        : vouchPage({ ...entered, problem });
    const { key } = checkFields(call, fields, vouchBody);
    keepVouching(call, await useVouchLink(ports, { linkId, key }));
    return wantsJson(call) ? json({ status: 'browser-vouched' }) : page(call, vouchedPage());
  });
}
