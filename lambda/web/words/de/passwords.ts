import type { passwords as english } from '../en/passwords';
import type { Translation } from '../texts';

/** The texts of pages about passwords in German. */
export const passwords: Translation<typeof english> = {
  shared: {
    choose: 'Neues Passwort wählen',
    resetTitle: 'AWS-Passwort zurücksetzen',
    wait: 'Warten Sie eine Minute. So lange braucht AWS, bis das neue Passwort überall gilt.',
    signInToAws: 'Bei AWS anmelden',
    newTab: '(öffnet einen neuen Tab)',
    show: 'Anzeigen',
    hide: 'Verbergen',
  },
  forgot: {
    title: 'Passwort vergessen?',
    lead: {
      iam: 'Wir schicken Ihnen einen Code. Damit wählen Sie ein neues AWS-Passwort.',
      table: 'Wir schicken Ihnen einen Code. Damit wählen Sie ein neues Passwort oder Ihr erstes.',
    },
    untilSet: 'Bis Sie das neue Passwort festlegen, ändert sich nichts.',
  },
  choice: {
    label: 'Neues Passwort',
    hint: 'Lassen Sie Ihren Passwortmanager eines erzeugen, oder verbinden Sie mehrere Wörter, die nichts miteinander zu tun haben.',
    met: 'Es erfüllt diese Regeln.',
    metTable: 'Lang genug. Beim Festlegen prüfen wir, ob es leicht zu erraten ist.',
    metCommon: 'Beim Festlegen prüfen wir, ob es häufig verwendet wird.',
    metOrganisation: 'Ihre Organisation hat vielleicht weitere.',
    moreTable: 'Verwenden Sie weder Ihre Adresse noch etwas anderes, das leicht zu erraten ist.',
    moreCommon: 'Verwenden Sie kein häufiges Passwort wie „Password1!“.',
    moreBefore: 'AWS kann auch ein Passwort ablehnen, das Sie schon einmal hatten.',
    moreOrganisation:
      'Ihre Organisation hat vielleicht weitere Regeln. Falls Ihr Passwort eine davon nicht erfüllt, nennen wir sie Ihnen, und Ihr Code gilt weiterhin.',
    missing: 'Fehlende Zeichen: {count}.',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort verbergen',
    means: {
      iam: 'Ihr altes Passwort und unbenutzte Codes und Passwort-Links gelten dann nicht mehr, und Sie werden hier auf allen Ihren Geräten abgemeldet.',
      table:
        'Ihr altes Passwort und unbenutzte Codes gelten dann nicht mehr, und Sie werden hier auf allen Ihren Geräten abgemeldet.',
    },
    set: 'Neues Passwort festlegen',
    linkHint:
      'Der Link zeigt Ihnen einmal ein neues Passwort, auf jedem Gerät. Vorher melden Sie sich hier mit einem weiteren Code an.',
    for: 'Sie wählen ein neues Passwort für {user}.',
  },
  changed: {
    title: 'Ihr Passwort wurde geändert',
    lead: 'Das neue Passwort von {user} ist festgelegt.',
    use: 'Melden Sie sich damit bei Ihrer Anwendung an.',
    signIn: '{link}, mit Ihrem Benutzernamen und dem neuen Passwort. Sie müssen es nicht noch einmal ändern.',
    ended: 'Was nicht mehr gilt',
    endedMeans: {
      iam: 'Ihr altes Passwort und alle Sitzungen, Codes und Passwort-Links Ihres Kontos. Wir schicken Ihnen einen Hinweis auf diese Änderung.',
      table:
        'Ihr altes Passwort und alle Sitzungen und Codes Ihres Kontos. Wir schicken Ihnen einen Hinweis auf diese Änderung.',
    },
  },
  request: {
    lead: 'Wir schicken Ihnen einen Link. Er zeigt Ihnen einmal ein neues Passwort.',
    send: 'Link anfordern',
    stops: 'Ihr altes Passwort gilt nicht mehr, sobald wir den Link abschicken.',
    for: 'Für {user}.',
    means:
      'Wir schicken Ihnen einen Link, der einmal ein neues Passwort zeigt. Sobald wir ihn abschicken, gilt Ihr altes Passwort nicht mehr, und Sie werden hier und auf Ihren anderen Geräten abgemeldet.',
    reset: 'Mein AWS-Passwort zurücksetzen',
    notYou: 'Sind Sie das nicht?',
  },
  submitted: {
    title: 'Schauen Sie in Ihr Postfach',
    message: 'Ihre Anfrage ist eingegangen. Alles Weitere steht in einer E‑Mail an Sie.',
    pickupCode: 'Ihr Abholcode',
    pickupMeans:
      'Sie brauchen ihn nur, wenn Sie den Link in einem anderen Browser oder auf einem anderen Gerät öffnen. Schicken Sie ihn niemandem.',
    next: 'Was jetzt geschieht',
    arrives:
      'Sie bekommen eine Mail mit einem Link. Die meisten Mails kommen innerhalb einer Minute. Wenn sehr viele Anfragen auf einmal kommen, kann es bis zu einer Stunde dauern, und mit jeder neuen Anfrage beginnt das Warten von vorn. Sehen Sie auch im Spam-Ordner nach.',
    open: 'Öffnen Sie den Link. Er gilt {minutes} und funktioniert einmal.',
    copy: 'Kopieren Sie Ihr neues Passwort, melden Sie sich damit bei AWS an, und wählen Sie ein eigenes.',
    signedOut: 'Sie werden abgemeldet',
    signedOutMeans:
      'Sobald wir den Link abschicken, gilt Ihr altes Passwort nicht mehr, und Sie werden hier und auf Ihren anderen Geräten abgemeldet. Halten Sie den Abholcode bereit.',
    noMailMeans: {
      code: 'Melden Sie sich noch einmal an, und fordern Sie einen weiteren Link an. Immer noch keine Mail?',
      network:
        'Diese Seite sieht für jeden Benutzernamen gleich aus, ob richtig oder falsch. Prüfen Sie den Namen, den Sie eingegeben haben. Immer noch keine Mail?',
    },
  },
  extract: {
    title: 'Ihr neues Passwort liegt bereit',
    lead: 'Sie können es nur einmal sehen. Halten Sie einen sicheren Ort bereit, zum Beispiel Ihren Passwortmanager.',
    pickupCode: 'Abholcode',
    pickupHint: 'Die 6 Ziffern aus dem Browser, in dem Sie das Passwort angefordert haben.',
    pickupAllowed: '6 Ziffern',
    show: 'Mein Passwort anzeigen',
    untilPressed: 'Der Link ist erst verbraucht, wenn Sie auf den Knopf drücken.',
  },
  password: {
    title: 'Ihr neues Passwort',
    lead: 'Für {user}. Kopieren Sie es jetzt: Diese Seite öffnet sich nicht noch einmal.',
    password: 'Passwort',
    copy: 'Kopieren',
    copied: 'Kopiert.',
    cannotCopy:
      'Ihr Browser erlaubt dieser Seite das Kopieren nicht. Das Passwort ist markiert: Kopieren Sie es selbst.',
    hidden: 'Das Passwort ist verborgen. Sie können es wieder anzeigen, bis Sie diese Seite verlassen.',
    gone: 'Das Passwort ist von dieser Seite verschwunden. Falls Sie es nicht gespeichert haben, fordern Sie ein neues an.',
    signIn: '{link}, mit Ihrem Benutzernamen und diesem Passwort.',
    then: 'AWS bittet Sie dann, ein eigenes Passwort zu wählen. Danach gilt dieses nicht mehr. Lehnt AWS die Änderung ab, können Sie stattdessen {link}: Dieses müssen Sie bei AWS nicht ändern.',
    thenLink: 'ein Passwort mit einem Code aus einer Mail wählen',
  },
  dispute: {
    title: 'Das war ich nicht',
    lead: 'Hat jemand anders Ihr neues Passwort gewählt oder gesehen? Sperren Sie Ihr Konto, damit sich niemand damit anmelden kann.',
    when: 'Wenn Sie auf den Knopf drücken:',
    unknown:
      'Ihr Konto bekommt ein Passwort, das niemand kennt. Das alte und das neue Passwort gelten nicht mehr.',
    ends: {
      iam: 'Alle Sitzungen, Codes und Passwort-Links Ihres Kontos enden.',
      table: 'Alle Sitzungen und Codes Ihres Kontos enden.',
    },
    afterwards: 'Um wieder hineinzukommen, wählen Sie hier danach ein neues Passwort.',
    word: 'Geben Sie das Wort LOCK ein',
    wordHint: 'So sehen wir, dass ein Mensch fragt und kein Programm, das Mails prüft.',
    wordAllowed: 'das Wort LOCK',
    lock: 'Mein Konto sperren',
    stillIn: 'Ist schon jemand angemeldet?',
    stillInMeans: {
      iam: 'Wer bei AWS angemeldet ist, bleibt angemeldet.',
      table: 'Wer bei einer Anwendung angemeldet ist, bleibt angemeldet.',
    },
    tell: 'Sagen Sie Ihrem Administrator Bescheid.',
    you: 'Falls Sie das waren',
    youMeans: 'Schließen Sie diese Seite. Nichts hat sich geändert.',
  },
  locked: {
    title: 'Ihr Konto ist gesperrt',
    lead: {
      iam: 'Niemand kennt jetzt das Passwort, und alle Sitzungen, Codes und Passwort-Links sind beendet. Wählen Sie ein neues Passwort, um wieder hineinzukommen.',
      table:
        'Niemand kennt jetzt das Passwort, und alle Sitzungen und Codes sind beendet. Wählen Sie ein neues Passwort, um wieder hineinzukommen.',
    },
    tell: 'Sagen Sie Ihrem Administrator, was geschehen ist.',
    tellMeans: {
      iam: 'Er kann alle abmelden, die noch bei AWS angemeldet sind.',
      table: 'Er kann alle abmelden, die noch bei einer Anwendung angemeldet sind.',
    },
    mailbox:
      'Stellen Sie sicher, dass niemand sonst Ihr Postfach liest. Sind Sie nicht sicher, ändern Sie zuerst dessen Passwort: Wer Ihre Mails liest, kann auch hier ein neues Passwort wählen.',
    then: 'Wählen Sie dann ein neues Passwort, mit einem Code, den wir Ihnen schicken.',
  },
};
