import type { problems as english } from '../en/problems';
import type { Translation } from '../texts';

/** What goes wrong, in German. */
export const problems: Translation<typeof english> = {
  byCode: {
    'bad-request': {
      title: 'Diese Anfrage ist nicht lesbar',
      detail: 'Prüfen Sie das Formular, und senden Sie es noch einmal.',
    },
    forbidden: {
      title: 'Von hier aus geht das nicht',
      detail: 'Fragen Sie Ihren Administrator, aus welchen Netzen es geht.',
    },
    'not-found': {
      title: 'Diese Seite gibt es nicht',
      detail: 'Prüfen Sie die Adresse, oder gehen Sie zurück zur Startseite.',
    },
    'cross-site': {
      title: 'Diese Anfrage kam von einer anderen Website',
      detail: 'Öffnen Sie die Seite hier, und senden Sie das Formular von dort.',
    },
    'unsupported-media-type': {
      title: 'Dieser Inhaltstyp wird nicht unterstützt',
      detail: 'Senden Sie application/x-www-form-urlencoded oder application/json.',
    },
    'too-large': { title: 'Diese Anfrage ist zu groß', detail: 'Senden Sie höchstens 8 KiB.' },
    'too-many-requests': {
      title: 'Zu viele Anfragen',
      detail:
        'Warten Sie eine Weile, und versuchen Sie es dann noch einmal. Eine schon verschickte Mail gilt weiterhin. Haben Sie nur ein- oder zweimal gefragt? In unseren Mails steht ein Link, der diesen Browser sofort freischaltet.',
    },
    'sign-in-required': {
      title: 'Melden Sie sich zuerst an',
      detail:
        'Sie sind nicht angemeldet, oder Ihre Sitzung ist beendet. Melden Sie sich mit einem Code an, den wir Ihnen schicken.',
    },
    'code-invalid': {
      title: 'Dieser Code ist nicht gültig',
      detail:
        'Prüfen Sie den Code in der neuesten Mail, oder fordern Sie einen neuen an. Ein Code funktioniert einmal, wenige Minuten lang und nur in dem Browser, in dem er angefordert wurde.',
    },
    'password-rejected': {
      title: 'Wählen Sie ein anderes Passwort',
      detail: 'Dieses wird nicht angenommen. Ihr Code gilt weiterhin.',
    },
    'pickup-code-required': {
      title: 'Geben Sie Ihren Abholcode ein',
      detail:
        'Das ist nicht der Browser, in dem das Passwort angefordert wurde. Geben Sie den sechsstelligen Abholcode aus jenem Browser ein. Der Link ist nicht verbraucht.',
    },
    'wrong-pickup-code': {
      title: 'Dieser Abholcode ist falsch',
      detail:
        'Geben Sie den sechsstelligen Code aus dem Browser ein, in dem das Passwort angefordert wurde. Nach 5 falschen Codes funktioniert der Link nicht mehr.',
    },
    'link-unavailable': {
      title: 'Ungültig! Dieser Link ist abgelaufen oder wurde schon einmal benutzt',
      detail: 'Fordern Sie ein neues Passwort an. Es ersetzt das Passwort, zu dem dieser Link gehörte.',
    },
    'try-again': {
      title: 'Das hat diesmal nicht geklappt',
      detail:
        'Es wurde nichts verbraucht. Warten Sie ein paar Sekunden, und öffnen Sie denselben Link noch einmal.',
    },
    paused: {
      title: 'Vorübergehend angehalten',
      detail:
        'Ihr Administrator hat vorerst alles angehalten. Es wurde nichts geändert und nichts verbraucht. Versuchen Sie es später noch einmal.',
    },
    'internal-error': {
      title: 'Etwas ist schiefgegangen',
      detail:
        'Das liegt nicht an Ihnen. Versuchen Sie es noch einmal. Wenn es wieder passiert, nennen Sie Ihrem Administrator die Anfrage-ID.',
    },
  },
  titles: {
    'no-cookie': 'Ihr Browser hat kein Cookie gesendet',
    'vouch-link': 'Dieser Link funktioniert nicht mehr',
  },
  details: {
    'not-utf-8': 'Erwartet wird Text in UTF-8.',
    'repeated-field': 'Erwartet wird jedes Feld nur einmal.',
    'not-an-object': 'Erwartet wird ein JSON-Objekt.',
    'no-cookie':
      'Das sagt nichts über Ihren Code, und er ist nicht verbraucht. Ein Code funktioniert nur in dem Browser, in dem er angefordert wurde: Geben Sie ihn dort ein. Ist es dieser Browser, dann erlauben Sie Cookies für diese Website, und fordern Sie einen neuen Code an.',
    'vouch-link':
      'Ein solcher Link funktioniert 24 Stunden lang und nur, bis das Passwort geändert wird. Öffnen Sie den aus der neuesten Mail.',
    'dispute-link':
      'Falls Sie das Konto nicht gesperrt haben, wählen Sie jetzt ein neues Passwort: Es macht das Passwort wertlos, das jemand anders hat. Sagen Sie danach Ihrem Administrator Bescheid.',
    'account-not-locked':
      'Das Konto ließ sich diesmal nicht sperren. Warten Sie eine halbe Minute, und drücken Sie noch einmal auf den Knopf: Der Link funktioniert weiterhin.',
    'account-busy':
      'Für Ihr Konto läuft gerade eine andere Änderung. Senden Sie dies in einer halben Minute noch einmal: Ihr Code gilt weiterhin.',
    'password-maybe-changed':
      'Ihr Passwort wurde vielleicht geändert, vielleicht nicht. Senden Sie dies in einer halben Minute noch einmal: Ihr Code gilt weiterhin.',
    'password-not-changed':
      'Ihr Passwort wurde nicht geändert. Senden Sie dies in einer halben Minute noch einmal: Ihr Code gilt weiterhin.',
  },
  expected: 'Erwartet: {fields}',
  fields: {
    userName: {
      enter: 'Geben Sie einen IAM-Benutzernamen aus 1 bis 64 Buchstaben, Ziffern und + = , . @ _ - ein.',
      expected: 'ein IAM-Benutzername aus 1 bis 64 Buchstaben, Ziffern und + = , . @ _ -.',
    },
    mailAddress: {
      enter: 'Geben Sie eine E‑Mail-Adresse mit höchstens 254 Zeichen ein, zum Beispiel alice@example.com.',
      expected: 'eine E‑Mail-Adresse mit höchstens 254 Zeichen, zum Beispiel alice@example.com.',
    },
    code: {
      enter: 'Geben Sie den Code aus der Mail ein, 8 Buchstaben und Ziffern.',
      expected: 'der Code aus der Mail, 8 Buchstaben und Ziffern.',
    },
    newPassword: {
      enter: 'Geben Sie das neue Passwort ein, in gültigem Unicode.',
      expected: 'das neue Passwort, in gültigem Unicode.',
    },
    pickupCode: {
      enter: 'Geben Sie den Abholcode ein, 6 Ziffern.',
      expected: 'der Abholcode, 6 Ziffern.',
    },
    linkKey: {
      enter: 'Geben Sie den Schlüssel aus der Mail ein oder den ganzen Link.',
      expected: 'der Schlüssel aus der Mail oder der ganze Link.',
    },
    text: { enter: 'Geben Sie einen Text ein.', expected: 'ein Text.' },
    confirmation: {
      enter: 'Geben Sie das Wort LOCK ein, und drücken Sie noch einmal auf den Knopf.',
      expected: 'das Wort LOCK.',
    },
  },
  pasted: {
    'no-key': 'Darin steht kein Schlüssel. Es wurde nichts verbraucht.',
    'several-keys': 'Darin steht mehr als ein Schlüssel. Es wurde nichts verbraucht.',
    'too-long': 'Es ist länger als 2000 Zeichen. Es wurde nichts verbraucht.',
  },
  faults: {
    minimum: 'Verwenden Sie mindestens {count} Zeichen.',
    maximum: 'Verwenden Sie höchstens {count} Zeichen.',
    'lower-case letter': 'Verwenden Sie einen Kleinbuchstaben.',
    'upper-case letter': 'Verwenden Sie einen Großbuchstaben.',
    digit: 'Verwenden Sie eine Ziffer.',
    symbol: 'Verwenden Sie ein Sonderzeichen.',
    mixture: 'Verwenden Sie {count} dieser vier: Kleinbuchstaben, Großbuchstaben, Ziffern, Sonderzeichen.',
    'latin-1': 'Verwenden Sie nur Zeichen westeuropäischer Sprachen.',
    common:
      'Verwenden Sie ein Passwort, das schwerer zu erraten ist. Dieses oder ein sehr ähnliches steht auf einer Liste häufiger Passwörter.',
    'own-name': 'Verwenden Sie ein Passwort, das nicht aus Ihrer Adresse gebildet ist.',
    'refused-by-aws': 'AWS hat es abgelehnt: {reason}',
  },
};
