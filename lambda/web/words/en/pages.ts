/** The texts of pages in English, but for those about passwords. Every other language has the same texts. */
export const pages = {
  layout: {
    language: 'Language',
    neverAsk: 'We never ask for your current password.',
    askAdministrator: 'Ask your administrator',
    askAdministratorSentence: 'Ask your administrator.',
    signIn: 'Sign in',
    signOut: 'Sign out',
    startOver: 'Start over',
    error: 'Error: {title}',
    checkEntered: 'Check what you entered',
    oneMoment: 'One moment…',
    errorCode: 'Error code',
    requestId: 'Request ID',
    next: 'What to do next',
    utc: '{time} UTC',
  },
  fields: {
    iam: {
      label: 'IAM user name',
      hint: 'What you sign in to AWS with, such as alice@example.com',
      allowed: '1 to 64 letters, digits and + = , . @ _ -',
    },
    table: {
      label: 'Email address',
      hint: 'Such as alice@example.com',
      allowed: 'one email address, such as alice@example.com',
    },
    code: {
      label: 'Code from the mail',
      hint: '8 letters and digits, written XXXX-XXXX',
      allowed: '8 letters and digits',
    },
    key: {
      label: 'Key from the mail',
      hint: 'Copy it from the mail with the link. You can also paste the whole link.',
    },
  },
  /** Asking for codes, and waiting for them. */
  codes: {
    send: 'Send me a code',
    haveOne: 'I have a code already',
    sent: {
      iam: 'We mail a code to the mailbox of {user}. It is valid for {minutes}, in this browser only.',
      table: 'We mail a code to {user}. It is valid for {minutes}, in this browser only.',
    },
    enter: 'Enter the code that we mailed you, in the browser where you asked for it.',
    noMail: 'No mail?',
    // How long a mail may take. Every page says the same at all times: a page that knew the queue would have to ask for it, and
    // a page that knew the account would tell whether there is one. After an hour, no code and no link is mailed any more.
    noMailMeans: {
      iam: 'Most mails come within a minute. When very many people ask at once, it can take up to an hour, and asking again starts the wait anew. Check your spam folder, and what you entered: this page looks the same for every user name, known or not.',
      table:
        'Most mails come within a minute. When very many people ask at once, it can take up to an hour, and asking again starts the wait anew. Check your spam folder, and what you entered: this page looks the same for every address, known or not.',
    },
    sendNew: 'Send a new code',
    countdown: 'in {seconds} s',
    sendNewNow: 'You can ask for a new code now.',
    another: { iam: 'Use another user name', table: 'Use another address' },
    noneWorks: 'No code that works?',
    expired: 'Did it expire, or did you ask for it in another browser?',
    askNew: 'Ask for a new code',
  },
  start: {
    iam: {
      title: 'Get back into AWS',
      lead: 'Forgot your AWS password, or has it expired? Reset it here. All you need is your mailbox.',
      codeHint: 'With the code, you choose a new password on the next page.',
      linkHint: {
        code: 'The link shows you a new password once, on any device. You sign in here with a code first.',
        network:
          'The link shows you a new password once, on any device. Your old password stops working as soon as we mail it.',
      },
    },
    table: {
      title: 'Sign in with your mailbox',
      lead: 'No password to remember. We mail you a code, and you are in.',
      choosePassword: 'Choose a password',
      hint: 'You need a password only for applications that ask for one.',
    },
    linkInstead: 'Get a link instead',
  },
  signIn: {
    login: {
      lead: 'We mail you a code. You need no password.',
      noAccount: 'No account yet?',
      forgot: 'Forgot your password?',
    },
    register: {
      title: 'Create an account',
      lead: 'All you need is a mailbox. We mail a code to it.',
      haveAccount: 'Already have an account?',
    },
    code: {
      enter: 'Enter your code',
      check: 'Check your mailbox',
      as: 'You are signing in as {user}.',
    },
    logout: {
      lead: 'To sign in again, you need a new code.',
      back: 'Back to your account',
      notSignedIn: 'You are not signed in',
      notSignedInMeans: 'Your sign-in has ended, or it was in another browser.',
    },
    account: {
      title: 'Your account',
      signedIn: 'You are signed in',
      as: 'As',
      since: 'Since',
      until: 'Until',
      link: 'Get a new AWS password through a link',
      choose: { iam: 'Or choose one yourself', table: 'Choose a password' },
      chooseMeans: {
        iam: 'We mail you a code. Enter it with a password of your own. Until then, nothing changes.',
        table:
          'We mail you a code. Enter it with a password of your own, for applications that ask for one. Until then, nothing changes.',
      },
    },
  },
  /** Links that do not work. */
  unavailable: {
    why: 'Why links stop working',
    password: {
      next: 'Get a new password',
      means:
        'A link works once, and only for a while. A newer link replaces an older one. If none of this was you, tell your administrator.',
    },
    vouch: {
      next: 'Start over',
      means:
        'The link works for a day, and a new password ends it. If it was cut short, open it from the mail again.',
    },
    dispute: {
      next: 'Choose a new password',
      means: 'The link works once, and only for a while. If it was cut short, open it from the mail again.',
    },
  },
  vouch: {
    title: 'Let this browser through',
    lead: 'Did you see “Too many requests”, although you asked only once or twice? Someone else may have asked for your account. Press the button, then ask again in this browser.',
    does: 'What this does',
    noLongerCount: 'Requests of other people no longer count against you in this browser.',
    harmless: 'It signs nobody in, and it shows nothing about your account.',
    lasts: 'It lasts {days}, or until your password changes.',
    onlyYours: 'Do this only in a browser that you use yourself.',
    done: 'This browser is let through',
    askAgain: 'Ask again for what you need. Requests of other people no longer stop you here.',
  },
} as const;
