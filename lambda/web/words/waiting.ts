/**
 * How long a mail may take. Every page says the same at all times: a page that knew the queue would have to ask for it, and a
 * page that knew the account would tell whether there is one. After an hour, a code or a link is not mailed any more.
 */
export const mailMayTake =
  'Most mails come within a minute. When very many people ask at once, it can take up to an hour, and asking again starts the wait anew.';
