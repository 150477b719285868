/** The texts of pages about passwords in English. Every other language has the same texts. */
export const passwords = {
  /** On several pages. */
  shared: {
    choose: 'Choose a new password',
    resetTitle: 'Reset your AWS password',
    wait: 'Wait a minute. AWS needs that long to make the new password work everywhere.',
    signInToAws: 'Sign in to AWS',
    newTab: '(opens in a new tab)',
    show: 'Show',
    hide: 'Hide',
  },
  forgot: {
    title: 'Forgot your password?',
    lead: {
      iam: 'We mail you a code. With it, you choose a new AWS password.',
      table: 'We mail you a code. With it, you choose a new password, or your first one.',
    },
    untilSet: 'Until you set the new password, nothing changes.',
  },
  choice: {
    label: 'New password',
    hint: 'Let your password manager make one, or combine several unrelated words.',
    met: 'It meets these rules.',
    metTable: 'Long enough. When you set it, we check whether it is easy to guess.',
    metCommon: 'When you set it, we check whether it is a common one.',
    metOrganisation: 'Your organisation may have more.',
    moreTable: 'Do not use your address, or anything else that is easy to guess.',
    moreCommon: 'Do not use a common password, such as “Password1!”.',
    moreBefore: 'AWS may also refuse a password that you had before.',
    moreOrganisation:
      'Your organisation may have more rules. If you miss one, we tell you which, and your code still works.',
    missing: 'Still missing: {count}.',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    means: {
      iam: 'Your old password and unused codes and password links then stop working, and you are signed out here on all your devices.',
      table:
        'Your old password and unused codes then stop working, and you are signed out here on all your devices.',
    },
    set: 'Set my new password',
    linkHint:
      'The link shows you a new password once, on any device. You sign in here with another code first.',
    for: 'You are choosing a new password for {user}.',
  },
  changed: {
    title: 'Your password has been changed',
    lead: 'The new password of {user} is set.',
    use: 'Use it to sign in to your application.',
    signIn: '{link} with your user name and the new password. You do not have to change it again.',
    ended: 'What has ended',
    endedMeans: {
      iam: 'Your old password, and every session, code and password link of your account. We mail you a notice of this change.',
      table:
        'Your old password, and every session and code of your account. We mail you a notice of this change.',
    },
  },
  request: {
    lead: 'We mail you a link. It shows you a new password once.',
    send: 'Send me the link',
    stops: 'Your old password stops working as soon as we mail it.',
    for: 'For {user}.',
    means:
      'We mail you a link that shows a new password once. Your old password stops working as soon as we mail it, and you are signed out here and on your other devices.',
    reset: 'Reset my AWS password',
    notYou: 'Not you?',
  },
  submitted: {
    title: 'Check your mailbox',
    message: 'Your request has been submitted. Please check your email for further details.',
    pickupCode: 'Your pickup code',
    pickupMeans:
      'You need it only if you open the link in another browser or on another device. Never send it to anyone.',
    next: 'What happens next',
    arrives:
      'A mail with a link arrives. Most mails come within a minute. When very many people ask at once, it can take up to an hour, and asking again starts the wait anew. Check your spam folder too.',
    open: 'Open the link within {minutes}. It works once.',
    copy: 'Copy your new password, sign in to AWS with it, and choose your own.',
    signedOut: 'You will be signed out',
    signedOutMeans:
      'Your old password stops working as soon as we mail the link, and you are signed out here and on your other devices. Keep the pickup code at hand.',
    noMailMeans: {
      code: 'Sign in again and ask for another link. Still no mail?',
      network:
        'This page looks the same for every user name, right or wrong. Check the name that you entered. Still no mail?',
    },
  },
  extract: {
    title: 'Your new password is ready',
    lead: 'You can see it once. Have a safe place ready, such as your password manager.',
    pickupCode: 'Pickup code',
    pickupHint: 'The 6 digits shown in the browser where you asked for the reset.',
    pickupAllowed: '6 digits',
    show: 'Show my password',
    untilPressed: 'Until you press the button, the link is not used up.',
  },
  password: {
    title: 'Your new password',
    lead: 'For {user}. Copy it now: this page does not open again.',
    password: 'Password',
    copy: 'Copy',
    copied: 'Copied.',
    cannotCopy: 'Your browser does not let this page copy. The password is selected: copy it yourself.',
    hidden: 'The password is hidden. You can show it again until you leave this page.',
    gone: 'The password is gone from this page. If you did not save it, ask for a new reset.',
    signIn: '{link} with your user name and this password.',
    then: 'AWS then asks you to choose your own password. After that, this one no longer works. If AWS refuses the change, {link} instead: AWS does not ask you to change that one.',
    thenLink: 'choose a password with a mailed code',
  },
  dispute: {
    title: 'This wasn’t me',
    lead: 'Did someone else choose or see your new password? Lock your account, so that nobody can sign in with it.',
    when: 'When you press the button:',
    unknown: 'Your account gets a password that nobody knows. The old and the new password stop working.',
    ends: {
      iam: 'Every session, code and password link of your account ends.',
      table: 'Every session and code of your account ends.',
    },
    afterwards: 'To get back in, choose a new password here afterwards.',
    word: 'Type the word LOCK',
    wordHint: 'This shows that a person asks, and not a program that checks mail.',
    wordAllowed: 'the word LOCK',
    lock: 'Lock my account',
    stillIn: 'Is someone already signed in?',
    stillInMeans: {
      iam: 'Anyone who is signed in to AWS stays signed in.',
      table: 'Anyone who is signed in to an application stays signed in.',
    },
    tell: 'Tell your administrator.',
    you: 'If this was you',
    youMeans: 'Close this page. Nothing has changed.',
  },
  locked: {
    title: 'Your account is locked',
    lead: {
      iam: 'Nobody knows its password now, and every session, code and password link of it has ended. Choose a new password to get back in.',
      table:
        'Nobody knows its password now, and every session and code of it has ended. Choose a new password to get back in.',
    },
    tell: 'Tell your administrator what happened.',
    tellMeans: {
      iam: 'They can sign out anyone who is still signed in to AWS.',
      table: 'They can sign out anyone who is still signed in to an application.',
    },
    mailbox:
      'Make sure that nobody else reads your mailbox. If you are not sure, change its password first: anyone who reads your mail can choose a new password here too.',
    then: 'Then choose a new password, with a code that we mail you.',
  },
} as const;
