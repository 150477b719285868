import type { mails as english } from '../en/mails';
import type { Translation } from '../texts';

/** The texts of mails in German. */
export const mails: Translation<typeof english> = {
  shared: {
    notYou: 'Falls Sie das nicht waren',
    nothingToDo: 'Sie müssen nichts tun.',
    asksForKey: 'Fragt die Seite nach einem Schlüssel?',
    cutShort: 'Ihr Mailprogramm hat den Link abgeschnitten. Kopieren Sie diese Zeile in das Feld:',
    letThrough:
      'Öffnen Sie diesen Link in dem Browser, den Sie verwenden. Er schaltet diesen Browser frei, egal was andere tun:',
    letThroughMeans:
      'Der Link meldet niemanden an und verrät nichts über Ihr Konto. Er funktioniert 24 Stunden lang.',
  },
  closing: {
    sender: '{sender} schickt Ihnen diese Mail, weil jemand diese Seite für Ihr Konto benutzt hat:',
    questions: 'Haben Sie Fragen? Wenden Sie sich an Ihren Administrator:',
  },
  link: {
    subject: 'Ihr neues AWS-Passwort liegt bereit',
    asked:
      'Jemand hat ein neues AWS-Passwort für das Konto {user} angefordert. Das alte Passwort funktioniert nicht mehr.',
    open: 'Öffnen Sie diesen Link und drücken Sie auf „Mein Passwort anzeigen“:',
    valid:
      'Der Link gilt {minutes} und funktioniert einmal. In einem anderen Browser oder auf einem anderen Gerät fragt er auch nach dem sechsstelligen Abholcode. Diesen Code hat Ihnen der Browser gezeigt, in dem das Passwort angefordert wurde.',
    doNotOpen:
      'Öffnen Sie den Link nicht, und leiten Sie diese Mail nicht weiter. Mit dieser Mail allein kann niemand das Passwort sehen: Der Link braucht auch den Browser, in dem es angefordert wurde, oder dessen Abholcode. Sagen Sie Ihrem Administrator Bescheid. Fordern Sie dann selbst ein neues Passwort an, das funktioniert:',
  },
  code: {
    'sign-in': {
      subject: 'Ihr Anmeldecode',
      asked:
        'Jemand möchte sich als {user} anmelden. Geben Sie diesen Code auf der Seite ein, die danach fragt.',
      harmless:
        'Sie müssen nichts tun. Ohne den Code kann sich niemand anmelden. Verraten Sie den Code niemandem, und leiten Sie diese Mail nicht weiter.',
    },
    reset: {
      subject: 'Ihr Code für ein neues Passwort',
      asked:
        'Jemand möchte ein neues Passwort für das Konto {user} wählen. Geben Sie diesen Code auf der Seite ein, die danach fragt, zusammen mit dem neuen Passwort.',
      harmless:
        'Sie müssen nichts tun. Ohne den Code kann niemand Ihr Passwort ändern. Ihr jetziges Passwort funktioniert weiterhin. Verraten Sie den Code niemandem, und leiten Sie diese Mail nicht weiter.',
    },
    valid:
      'Der Code gilt {minutes}. Er funktioniert einmal und nur in dem Browser, in dem er angefordert wurde.',
    noLongerWorks: 'Funktioniert der Code nicht mehr?',
    askAgain: 'Fordern Sie hier einen neuen an:',
    tooMany: 'Meldet die Seite „Zu viele Anfragen“, oder lehnt sie den richtigen Code ab?',
  },
  notice: {
    subject: 'Ihr Passwort wurde geändert',
    shown: {
      iam: 'Am {time} UTC hat jemand einen Link aus einer Mail geöffnet und das neue AWS-Passwort des Kontos {user} gesehen.',
      table:
        'Am {time} UTC hat jemand einen Link aus einer Mail geöffnet und das neue Passwort des Kontos {user} gesehen.',
    },
    chosen: {
      iam: 'Am {time} UTC hat jemand mit einem Code aus einer Mail ein neues AWS-Passwort für das Konto {user} gewählt.',
      table:
        'Am {time} UTC hat jemand mit einem Code aus einer Mail ein neues Passwort für das Konto {user} gewählt.',
    },
    you: 'Falls Sie das waren',
    notMe: 'Das war ich nicht',
    lock: 'Sperren Sie Ihr Konto auf dieser Seite:',
    lockMeans: {
      iam: 'Das Öffnen der Seite ändert nichts: Sie bittet Sie um eine Bestätigung. Danach hat Ihr Konto ein Passwort, das niemand kennt. Das alte und das neue Passwort funktionieren nicht mehr, und alle Sitzungen, Codes und Passwort-Links Ihres Kontos enden. Der Link funktioniert einmal und gilt {days}. Leiten Sie diese Mail nicht weiter.',
      table:
        'Das Öffnen der Seite ändert nichts: Sie bittet Sie um eine Bestätigung. Danach hat Ihr Konto ein Passwort, das niemand kennt. Das alte und das neue Passwort funktionieren nicht mehr, und alle Sitzungen und Codes Ihres Kontos enden. Der Link funktioniert einmal und gilt {days}. Leiten Sie diese Mail nicht weiter.',
    },
    tellAdministrator: {
      iam: 'Sagen Sie auch Ihrem Administrator Bescheid: Wer bereits bei AWS angemeldet ist, bleibt angemeldet. Wählen Sie dann hier ein neues Passwort:',
      table:
        'Sagen Sie auch Ihrem Administrator Bescheid: Wer bereits bei einer Anwendung angemeldet ist, bleibt angemeldet. Wählen Sie dann hier ein neues Passwort:',
    },
  },
  flood: {
    subject: 'Viele Anfragen für Ihr Konto',
    asked:
      'Jemand hat viele Mails für das Konto {user} angefordert. In der nächsten Stunde schicken wir keine weiteren, damit Ihr Postfach nicht überläuft. Ohne das, was in den Mails steht, kommt niemand in Ihr Konto.',
    notNow: 'Falls Sie gerade keinen Zugang brauchen',
    often: 'Sie müssen nichts tun. Wenn das oft passiert, sagen Sie Ihrem Administrator Bescheid.',
    getIn: 'Falls Sie gerade Zugang brauchen',
    askAgain: 'Versuchen Sie es danach noch einmal:',
  },
};
