import type { pages as english } from '../en/pages';
import type { Translation } from '../texts';

/** The texts of pages in German, but for those about passwords. */
export const pages: Translation<typeof english> = {
  layout: {
    language: 'Sprache',
    neverAsk: 'Wir fragen nie nach Ihrem jetzigen Passwort.',
    askAdministrator: 'Administrator fragen',
    askAdministratorSentence: 'Fragen Sie Ihren Administrator.',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    startOver: 'Von vorn beginnen',
    error: 'Fehler: {title}',
    checkEntered: 'Prüfen Sie Ihre Eingabe',
    oneMoment: 'Einen Moment…',
    errorCode: 'Fehlercode',
    requestId: 'Anfrage-ID',
    next: 'So geht es weiter',
    utc: '{time} UTC',
  },
  fields: {
    iam: {
      label: 'IAM-Benutzername',
      hint: 'Damit melden Sie sich bei AWS an, zum Beispiel alice@example.com',
      allowed: '1 bis 64 Buchstaben, Ziffern und + = , . @ _ -',
    },
    table: {
      label: 'E‑Mail-Adresse',
      hint: 'Zum Beispiel alice@example.com',
      allowed: 'eine E‑Mail-Adresse, zum Beispiel alice@example.com',
    },
    code: {
      label: 'Code aus der Mail',
      hint: '8 Buchstaben und Ziffern, in der Form XXXX-XXXX',
      allowed: '8 Buchstaben und Ziffern',
    },
    key: {
      label: 'Schlüssel aus der Mail',
      hint: 'Kopieren Sie ihn aus der Mail mit dem Link. Sie können auch den ganzen Link einfügen.',
    },
  },
  codes: {
    send: 'Code anfordern',
    haveOne: 'Ich habe schon einen Code',
    sent: {
      iam: 'Wir schicken einen Code an das Postfach von {user}. Er gilt {minutes}, nur in diesem Browser.',
      table: 'Wir schicken einen Code an {user}. Er gilt {minutes}, nur in diesem Browser.',
    },
    enter: 'Geben Sie den Code aus unserer Mail ein, in dem Browser, in dem Sie ihn angefordert haben.',
    noMail: 'Keine Mail?',
    noMailMeans: {
      iam: 'Die meisten Mails kommen innerhalb einer Minute. Wenn sehr viele Anfragen auf einmal kommen, kann es bis zu einer Stunde dauern, und mit jeder neuen Anfrage beginnt das Warten von vorn. Prüfen Sie den Spam-Ordner und Ihre Eingabe: Diese Seite sieht für jeden Benutzernamen gleich aus, ob bekannt oder nicht.',
      table:
        'Die meisten Mails kommen innerhalb einer Minute. Wenn sehr viele Anfragen auf einmal kommen, kann es bis zu einer Stunde dauern, und mit jeder neuen Anfrage beginnt das Warten von vorn. Prüfen Sie den Spam-Ordner und Ihre Eingabe: Diese Seite sieht für jede Adresse gleich aus, ob bekannt oder nicht.',
    },
    sendNew: 'Neuen Code anfordern',
    countdown: 'in {seconds} s',
    sendNewNow: 'Sie können jetzt einen neuen Code anfordern.',
    another: { iam: 'Anderen Benutzernamen verwenden', table: 'Andere Adresse verwenden' },
    noneWorks: 'Funktioniert kein Code?',
    expired: 'Ist er abgelaufen, oder haben Sie ihn in einem anderen Browser angefordert?',
    askNew: 'Neuen Code anfordern',
  },
  start: {
    iam: {
      title: 'Zurück zu AWS',
      lead: 'AWS-Passwort vergessen oder abgelaufen? Setzen Sie es hier zurück. Sie brauchen nur Ihr Postfach.',
      codeHint: 'Mit dem Code wählen Sie auf der nächsten Seite ein neues Passwort.',
      linkHint: {
        code: 'Der Link zeigt Ihnen einmal ein neues Passwort, auf jedem Gerät. Vorher melden Sie sich hier mit einem Code an.',
        network:
          'Der Link zeigt Ihnen einmal ein neues Passwort, auf jedem Gerät. Ihr altes Passwort gilt nicht mehr, sobald wir ihn abschicken.',
      },
    },
    table: {
      title: 'Mit Ihrem Postfach anmelden',
      lead: 'Sie müssen sich kein Passwort merken. Wir schicken Ihnen einen Code, und schon sind Sie drin.',
      choosePassword: 'Passwort wählen',
      hint: 'Ein Passwort brauchen Sie nur für Anwendungen, die danach fragen.',
    },
    linkInstead: 'Stattdessen Link anfordern',
  },
  signIn: {
    login: {
      lead: 'Wir schicken Ihnen einen Code. Sie brauchen kein Passwort.',
      noAccount: 'Noch kein Konto?',
      forgot: 'Passwort vergessen?',
    },
    register: {
      title: 'Konto anlegen',
      lead: 'Sie brauchen nur ein Postfach. Dorthin schicken wir einen Code.',
      haveAccount: 'Haben Sie schon ein Konto?',
    },
    code: {
      enter: 'Geben Sie Ihren Code ein',
      check: 'Schauen Sie in Ihr Postfach',
      as: 'Sie melden sich als {user} an.',
    },
    logout: {
      lead: 'Um sich wieder anzumelden, brauchen Sie einen neuen Code.',
      back: 'Zurück zu Ihrem Konto',
      notSignedIn: 'Sie sind nicht angemeldet',
      notSignedInMeans: 'Ihre Anmeldung ist beendet, oder sie war in einem anderen Browser.',
    },
    account: {
      title: 'Ihr Konto',
      signedIn: 'Sie sind angemeldet',
      as: 'Als',
      since: 'Seit',
      until: 'Bis',
      link: 'Neues AWS-Passwort per Link',
      choose: { iam: 'Oder selbst eines wählen', table: 'Passwort wählen' },
      chooseMeans: {
        iam: 'Wir schicken Ihnen einen Code. Geben Sie ihn mit einem eigenen Passwort ein. Bis dahin ändert sich nichts.',
        table:
          'Wir schicken Ihnen einen Code. Geben Sie ihn mit einem eigenen Passwort ein, für Anwendungen, die danach fragen. Bis dahin ändert sich nichts.',
      },
    },
  },
  unavailable: {
    why: 'Warum Links nicht mehr funktionieren',
    password: {
      next: 'Neues Passwort anfordern',
      means:
        'Ein Link funktioniert einmal und nur eine Zeit lang. Ein neuerer Link ersetzt einen älteren. Falls Sie das alles nicht waren, sagen Sie Ihrem Administrator Bescheid.',
    },
    vouch: {
      next: 'Von vorn beginnen',
      means:
        'Der Link gilt einen Tag lang, und ein neues Passwort beendet ihn. Falls er abgeschnitten war, öffnen Sie ihn noch einmal aus der Mail.',
    },
    dispute: {
      next: 'Neues Passwort wählen',
      means:
        'Der Link funktioniert einmal und nur eine Zeit lang. Falls er abgeschnitten war, öffnen Sie ihn noch einmal aus der Mail.',
    },
  },
  vouch: {
    title: 'Diesen Browser freischalten',
    lead: 'Haben Sie „Zu viele Anfragen“ gesehen, obwohl Sie nur ein- oder zweimal gefragt haben? Vielleicht hat jemand anders für Ihr Konto gefragt. Drücken Sie auf den Knopf, und versuchen Sie es dann in diesem Browser noch einmal.',
    does: 'Was das bewirkt',
    noLongerCount: 'Anfragen anderer Personen werden Ihnen in diesem Browser nicht mehr angerechnet.',
    harmless: 'Es meldet niemanden an und verrät nichts über Ihr Konto.',
    lasts: 'Es gilt {days} oder bis sich Ihr Passwort ändert.',
    onlyYours: 'Tun Sie das nur in einem Browser, den Sie selbst benutzen.',
    done: 'Dieser Browser ist freigeschaltet',
    askAgain:
      'Fordern Sie noch einmal an, was Sie brauchen. Anfragen anderer Personen halten Sie hier nicht mehr auf.',
  },
};
