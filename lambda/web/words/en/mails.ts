/** The texts of mails in English. Every other language has the same ones. */
export const mails = {
  /** In several mails. */
  shared: {
    notYou: 'If this wasn’t you',
    nothingToDo: 'You do not need to do anything.',
    asksForKey: 'Does the page ask for a key?',
    cutShort: 'Your mail program cut the link short. Copy this line into the field:',
    letThrough:
      'Open this link in the browser that you use. It lets that browser through, whatever others do:',
    letThroughMeans:
      'The link signs nobody in, and it shows nothing about your account. It works for 24 hours.',
  },
  /** At the end of every mail. */
  closing: {
    sender: '{sender} sends you this mail, because someone used this page for your account:',
    questions: 'Any questions? Ask your administrator:',
  },
  link: {
    subject: 'Your new AWS password is ready',
    asked: 'Someone asked for a new AWS password for the account {user}. The old password no longer works.',
    open: 'Open this link and press “Show my password”:',
    valid:
      'The link is valid for {minutes} and works once. In another browser or on another device, it also asks for the 6-digit pickup code. The browser that asked for the password showed you that code.',
    doNotOpen:
      'Do not open the link, and do not forward this mail. Nobody can see the password with this mail alone: the link also needs the browser that asked for it, or its pickup code. Tell your administrator. Then ask for a reset yourself to get a password that works:',
  },
  code: {
    'sign-in': {
      subject: 'Your sign-in code',
      asked: 'Someone asked to sign in as {user}. Enter this code on the page that asks for it.',
      harmless:
        'You do not need to do anything. Nobody can sign in without the code. Never tell anyone the code, and do not forward this mail.',
    },
    reset: {
      subject: 'Your code for a new password',
      asked:
        'Someone asked to choose a new password for the account {user}. Enter this code on the page that asks for it, together with the new password.',
      harmless:
        'You do not need to do anything. Nobody can change your password without the code. Your current password still works. Never tell anyone the code, and do not forward this mail.',
    },
    valid: 'The code is valid for {minutes}. It works once, and only in the browser that asked for it.',
    noLongerWorks: 'Does the code no longer work?',
    askAgain: 'Ask for a new one here:',
    tooMany: 'Does the page say “Too many requests”, or refuse the right code?',
  },
  notice: {
    subject: 'Your password was changed',
    shown: {
      iam: 'On {time} UTC, someone opened a mailed link and saw the new AWS password of the account {user}.',
      table: 'On {time} UTC, someone opened a mailed link and saw the new password of the account {user}.',
    },
    chosen: {
      iam: 'On {time} UTC, someone used a mailed code to choose a new AWS password for the account {user}.',
      table: 'On {time} UTC, someone used a mailed code to choose a new password for the account {user}.',
    },
    you: 'If this was you',
    notMe: 'This wasn’t me',
    lock: 'Lock your account on this page:',
    lockMeans: {
      iam: 'Opening the page changes nothing: it asks you to confirm. When you do, your account gets a password that nobody knows. The old and the new password stop working, and every session, code and password link of your account ends. The link works once, within {days}. Do not forward this mail.',
      table:
        'Opening the page changes nothing: it asks you to confirm. When you do, your account gets a password that nobody knows. The old and the new password stop working, and every session and code of your account ends. The link works once, within {days}. Do not forward this mail.',
    },
    tellAdministrator: {
      iam: 'Tell your administrator too: anyone who is already signed in to AWS stays signed in. Then choose a new password here:',
      table:
        'Tell your administrator too: anyone who is already signed in to an application stays signed in. Then choose a new password here:',
    },
  },
  flood: {
    subject: 'Many requests for your account',
    asked:
      'Someone asked for many mails for the account {user}. For the next hour we send no more of them, so that your mailbox does not fill up. Nobody can get in without what is in the mails.',
    notNow: 'If you do not need to get in now',
    often: 'You do not need to do anything. If this happens often, tell your administrator.',
    getIn: 'If you need to get in',
    askAgain: 'Then ask again:',
  },
} as const;
