import type { passwords as english } from '../en/passwords';
import type { Translation } from '../texts';

/** The texts of pages about passwords in French. */
export const passwords: Translation<typeof english> = {
  shared: {
    choose: 'Choisir un nouveau mot de passe',
    resetTitle: 'Réinitialiser votre mot de passe AWS',
    wait: 'Attendez une minute. Il faut ce temps à AWS pour que le nouveau mot de passe fonctionne partout.',
    signInToAws: 'Connectez-vous à AWS',
    newTab: '(s’ouvre dans un nouvel onglet)',
    show: 'Afficher',
    hide: 'Masquer',
  },
  forgot: {
    title: 'Mot de passe oublié ?',
    lead: {
      iam: 'Nous vous envoyons un code. Il vous permet de choisir un nouveau mot de passe AWS.',
      table:
        'Nous vous envoyons un code. Il vous permet de choisir un nouveau mot de passe, ou votre premier.',
    },
    untilSet: 'Tant que vous n’avez pas défini le nouveau mot de passe, rien ne change.',
  },
  choice: {
    label: 'Nouveau mot de passe',
    hint: 'Laissez votre gestionnaire de mots de passe en créer un, ou combinez plusieurs mots sans rapport.',
    met: 'Il respecte ces règles.',
    metTable: 'Assez long. Nous vérifierons ensuite s’il est facile à deviner.',
    metCommon: 'Nous vérifierons ensuite s’il est courant.',
    metOrganisation: 'Votre organisation peut en avoir d’autres.',
    moreTable: 'N’utilisez ni votre adresse ni rien de facile à deviner.',
    moreCommon: 'N’utilisez pas un mot de passe courant, comme « Password1! ».',
    moreBefore: 'AWS peut aussi refuser un mot de passe que vous avez déjà eu.',
    moreOrganisation:
      'Votre organisation peut avoir d’autres règles. Si vous n’en respectez pas une, nous vous dirons laquelle, et votre code restera valable.',
    missing: 'Caractères manquants : {count}.',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    means: {
      iam: 'Votre ancien mot de passe, les codes et les liens de mot de passe non utilisés cessent alors de fonctionner, et vos sessions ici prennent fin sur tous vos appareils.',
      table:
        'Votre ancien mot de passe et les codes non utilisés cessent alors de fonctionner, et vos sessions ici prennent fin sur tous vos appareils.',
    },
    set: 'Définir mon nouveau mot de passe',
    linkHint:
      'Le lien vous montre une seule fois un nouveau mot de passe, sur n’importe quel appareil. Vous vous connectez d’abord ici avec un autre code.',
    for: 'Vous choisissez un nouveau mot de passe pour {user}.',
  },
  changed: {
    title: 'Votre mot de passe a été modifié',
    lead: 'Le nouveau mot de passe de {user} est défini.',
    use: 'Utilisez-le pour vous connecter à votre application.',
    signIn:
      '{link} avec votre nom d’utilisateur et le nouveau mot de passe. Vous n’avez pas à le changer de nouveau.',
    ended: 'Ce qui a pris fin',
    endedMeans: {
      iam: 'Votre ancien mot de passe et toutes les sessions, tous les codes et tous les liens de mot de passe de votre compte. Nous vous informons de ce changement par e‑mail.',
      table:
        'Votre ancien mot de passe et toutes les sessions et tous les codes de votre compte. Nous vous informons de ce changement par e‑mail.',
    },
  },
  request: {
    lead: 'Nous vous envoyons un lien. Il vous montre une seule fois un nouveau mot de passe.',
    send: 'Recevoir le lien',
    stops: 'Votre ancien mot de passe cesse de fonctionner dès que nous l’envoyons.',
    for: 'Pour {user}.',
    means:
      'Nous vous envoyons un lien qui montre une seule fois un nouveau mot de passe. Dès l’envoi, votre ancien mot de passe cesse de fonctionner, et votre session prend fin ici et sur vos autres appareils.',
    reset: 'Réinitialiser mon mot de passe AWS',
    notYou: 'Ce n’est pas vous ?',
  },
  submitted: {
    title: 'Consultez votre boîte e‑mail',
    message: 'Votre demande est enregistrée. La suite vous attend dans votre boîte e‑mail.',
    pickupCode: 'Votre code de retrait',
    pickupMeans:
      'Il ne sert que si vous ouvrez le lien dans un autre navigateur ou sur un autre appareil. Ne l’envoyez à personne.',
    next: 'Ce qui se passe ensuite',
    arrives:
      'Vous recevez un e‑mail avec un lien. La plupart des e‑mails arrivent en une minute. Quand de très nombreuses demandes arrivent en même temps, cela peut prendre jusqu’à une heure, et chaque nouvelle demande fait repartir l’attente de zéro. Vérifiez aussi vos courriers indésirables.',
    open: 'Ouvrez le lien. Il est valable {minutes} et ne fonctionne qu’une fois.',
    copy: 'Copiez votre nouveau mot de passe, connectez-vous à AWS avec celui-ci, puis choisissez le vôtre.',
    signedOut: 'Votre session va se terminer',
    signedOutMeans:
      'Dès l’envoi du lien, votre ancien mot de passe cesse de fonctionner, et votre session prend fin ici et sur vos autres appareils. Gardez le code de retrait à portée de main.',
    noMailMeans: {
      code: 'Reconnectez-vous et demandez un autre lien. Toujours pas d’e‑mail ?',
      network:
        'Cette page est la même pour tous les noms d’utilisateur, justes ou faux. Vérifiez le nom saisi. Toujours pas d’e‑mail ?',
    },
  },
  extract: {
    title: 'Votre nouveau mot de passe est prêt',
    lead: 'Vous ne pourrez le voir qu’une fois. Préparez un endroit sûr, comme votre gestionnaire de mots de passe.',
    pickupCode: 'Code de retrait',
    pickupHint: 'Les 6 chiffres affichés dans le navigateur où vous avez fait la demande.',
    pickupAllowed: '6 chiffres',
    show: 'Afficher mon mot de passe',
    untilPressed: 'Tant que vous n’appuyez pas sur le bouton, le lien reste valable.',
  },
  password: {
    title: 'Votre nouveau mot de passe',
    lead: 'Pour {user}. Copiez-le maintenant : cette page ne s’ouvre pas une seconde fois.',
    password: 'Mot de passe',
    copy: 'Copier',
    copied: 'Copié.',
    cannotCopy:
      'Votre navigateur ne permet pas à cette page de copier. Le mot de passe est sélectionné : copiez-le vous-même.',
    hidden:
      'Le mot de passe est masqué. Vous pouvez l’afficher de nouveau tant que vous restez sur cette page.',
    gone: 'Le mot de passe a disparu de cette page. Si vous ne l’avez pas enregistré, demandez une nouvelle réinitialisation.',
    signIn: '{link} avec votre nom d’utilisateur et ce mot de passe.',
    then: 'AWS vous demande alors de choisir votre propre mot de passe. Ensuite, celui-ci ne fonctionne plus. Si AWS refuse le changement, vous pouvez {link} : AWS ne vous demande pas de changer celui-là.',
    thenLink: 'choisir un mot de passe avec un code reçu par e‑mail',
  },
  dispute: {
    title: 'Ce n’était pas moi',
    lead: 'Quelqu’un d’autre a choisi ou vu votre nouveau mot de passe ? Verrouillez votre compte pour que personne ne puisse s’en servir.',
    when: 'Quand vous appuyez sur le bouton :',
    unknown:
      'Votre compte reçoit un mot de passe que personne ne connaît. L’ancien et le nouveau mot de passe ne fonctionnent plus.',
    ends: {
      iam: 'Toutes les sessions, tous les codes et tous les liens de mot de passe de votre compte prennent fin.',
      table: 'Toutes les sessions et tous les codes de votre compte prennent fin.',
    },
    afterwards: 'Pour revenir, choisissez ensuite un nouveau mot de passe ici.',
    word: 'Tapez le mot LOCK',
    wordHint:
      'Cela montre que la demande vient d’une personne, et non d’un programme qui vérifie les e‑mails.',
    wordAllowed: 'le mot LOCK',
    lock: 'Verrouiller mon compte',
    stillIn: 'Quelqu’un est déjà connecté ?',
    stillInMeans: {
      iam: 'Toute personne connectée à AWS le reste.',
      table: 'Toute personne connectée à une application le reste.',
    },
    tell: 'Prévenez votre administrateur.',
    you: 'Si c’était vous',
    youMeans: 'Fermez cette page. Rien n’a changé.',
  },
  locked: {
    title: 'Votre compte est verrouillé',
    lead: {
      iam: 'Plus personne ne connaît son mot de passe, et toutes ses sessions, tous ses codes et tous ses liens de mot de passe ont pris fin. Choisissez un nouveau mot de passe pour revenir.',
      table:
        'Plus personne ne connaît son mot de passe, et toutes ses sessions et tous ses codes ont pris fin. Choisissez un nouveau mot de passe pour revenir.',
    },
    tell: 'Dites à votre administrateur ce qui s’est passé.',
    tellMeans: {
      iam: 'Il peut déconnecter toute personne encore connectée à AWS.',
      table: 'Il peut déconnecter toute personne encore connectée à une application.',
    },
    mailbox:
      'Assurez-vous que personne d’autre ne lit votre boîte e‑mail. En cas de doute, changez d’abord son mot de passe : quiconque lit vos e‑mails peut aussi choisir un nouveau mot de passe ici.',
    then: 'Choisissez ensuite un nouveau mot de passe, avec un code que nous vous envoyons.',
  },
};
