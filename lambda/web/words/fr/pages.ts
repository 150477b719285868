import type { pages as english } from '../en/pages';
import type { Translation } from '../texts';

/** The texts of pages in French, but for those about passwords. */
export const pages: Translation<typeof english> = {
  layout: {
    language: 'Langue',
    neverAsk: 'Nous ne demandons jamais votre mot de passe actuel.',
    askAdministrator: 'Contacter l’administrateur',
    askAdministratorSentence: 'Contactez votre administrateur.',
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
    startOver: 'Recommencer',
    error: 'Erreur : {title}',
    checkEntered: 'Vérifiez votre saisie',
    oneMoment: 'Un instant…',
    errorCode: 'Code d’erreur',
    requestId: 'Identifiant de la demande',
    next: 'Que faire ensuite',
    utc: '{time} UTC',
  },
  fields: {
    iam: {
      label: 'Nom d’utilisateur IAM',
      hint: 'Celui qui vous sert à vous connecter à AWS, par exemple alice@example.com',
      allowed: '1 à 64 lettres, chiffres et + = , . @ _ -',
    },
    table: {
      label: 'Adresse e‑mail',
      hint: 'Par exemple alice@example.com',
      allowed: 'une adresse e‑mail, par exemple alice@example.com',
    },
    code: {
      label: 'Code reçu par e‑mail',
      hint: '8 lettres et chiffres, sous la forme XXXX-XXXX',
      allowed: '8 lettres et chiffres',
    },
    key: {
      label: 'Clé reçue par e‑mail',
      hint: 'Copiez-la depuis l’e‑mail qui contient le lien. Vous pouvez aussi coller le lien entier.',
    },
  },
  codes: {
    send: 'Recevoir un code',
    haveOne: 'J’ai déjà un code',
    sent: {
      iam: 'Nous envoyons un code à la boîte de {user}. Il est valable {minutes}, dans ce navigateur uniquement.',
      table: 'Nous envoyons un code à {user}. Il est valable {minutes}, dans ce navigateur uniquement.',
    },
    enter: 'Saisissez le code reçu par e‑mail, dans le navigateur où vous l’avez demandé.',
    noMail: 'Pas d’e‑mail ?',
    noMailMeans: {
      iam: 'La plupart des e‑mails arrivent en une minute. Quand de très nombreuses demandes arrivent en même temps, cela peut prendre jusqu’à une heure, et chaque nouvelle demande fait repartir l’attente de zéro. Vérifiez vos courriers indésirables et votre saisie : cette page est la même pour tous les noms d’utilisateur, connus ou non.',
      table:
        'La plupart des e‑mails arrivent en une minute. Quand de très nombreuses demandes arrivent en même temps, cela peut prendre jusqu’à une heure, et chaque nouvelle demande fait repartir l’attente de zéro. Vérifiez vos courriers indésirables et votre saisie : cette page est la même pour toutes les adresses, connues ou non.',
    },
    sendNew: 'Envoyer un nouveau code',
    countdown: 'dans {seconds} s',
    sendNewNow: 'Vous pouvez maintenant demander un nouveau code.',
    another: { iam: 'Utiliser un autre nom d’utilisateur', table: 'Utiliser une autre adresse' },
    noneWorks: 'Aucun code ne fonctionne ?',
    expired: 'A-t-il expiré, ou l’avez-vous demandé dans un autre navigateur ?',
    askNew: 'Demander un nouveau code',
  },
  start: {
    iam: {
      title: 'Retrouver l’accès à AWS',
      lead: 'Mot de passe AWS oublié ou expiré ? Réinitialisez-le ici. Votre boîte e‑mail suffit.',
      codeHint: 'Avec le code, vous choisissez un nouveau mot de passe sur la page suivante.',
      linkHint: {
        code: 'Le lien vous montre une seule fois un nouveau mot de passe, sur n’importe quel appareil. Vous vous connectez d’abord ici avec un code.',
        network:
          'Le lien vous montre une seule fois un nouveau mot de passe, sur n’importe quel appareil. Votre ancien mot de passe cesse de fonctionner dès que nous l’envoyons.',
      },
    },
    table: {
      title: 'Se connecter avec votre boîte e‑mail',
      lead: 'Aucun mot de passe à retenir. Nous vous envoyons un code, et c’est tout.',
      choosePassword: 'Choisir un mot de passe',
      hint: 'Un mot de passe ne sert que pour les applications qui en demandent un.',
    },
    linkInstead: 'Recevoir plutôt un lien',
  },
  signIn: {
    login: {
      lead: 'Nous vous envoyons un code par e‑mail. Aucun mot de passe n’est nécessaire.',
      noAccount: 'Pas encore de compte ?',
      forgot: 'Mot de passe oublié ?',
    },
    register: {
      title: 'Créer un compte',
      lead: 'Une boîte e‑mail suffit. Nous y envoyons un code.',
      haveAccount: 'Vous avez déjà un compte ?',
    },
    code: {
      enter: 'Saisissez votre code',
      check: 'Consultez votre boîte e‑mail',
      as: 'Vous vous connectez en tant que {user}.',
    },
    logout: {
      lead: 'Pour vous reconnecter, il vous faudra un nouveau code.',
      back: 'Retour à votre compte',
      notSignedIn: 'Aucune session ouverte',
      notSignedInMeans: 'Votre session est terminée, ou elle était ouverte dans un autre navigateur.',
    },
    account: {
      title: 'Votre compte',
      signedIn: 'Session ouverte',
      as: 'En tant que',
      since: 'Depuis',
      until: 'Jusqu’à',
      link: 'Recevoir un nouveau mot de passe AWS par un lien',
      choose: { iam: 'Ou en choisir un vous-même', table: 'Choisir un mot de passe' },
      chooseMeans: {
        iam: 'Nous vous envoyons un code. Saisissez-le avec un mot de passe de votre choix. D’ici là, rien ne change.',
        table:
          'Nous vous envoyons un code. Saisissez-le avec un mot de passe de votre choix, pour les applications qui en demandent un. D’ici là, rien ne change.',
      },
    },
  },
  unavailable: {
    why: 'Pourquoi un lien cesse de fonctionner',
    password: {
      next: 'Obtenir un nouveau mot de passe',
      means:
        'Un lien ne fonctionne qu’une fois, et seulement pendant un certain temps. Un lien plus récent remplace le précédent. Si rien de tout cela ne vient de vous, prévenez votre administrateur.',
    },
    vouch: {
      next: 'Recommencer',
      means:
        'Le lien fonctionne un jour, et un nouveau mot de passe y met fin. S’il était coupé, rouvrez-le depuis l’e‑mail.',
    },
    dispute: {
      next: 'Choisir un nouveau mot de passe',
      means:
        'Le lien ne fonctionne qu’une fois, et seulement pendant un certain temps. S’il était coupé, rouvrez-le depuis l’e‑mail.',
    },
  },
  vouch: {
    title: 'Autoriser ce navigateur',
    lead: 'Avez-vous vu « Trop de demandes » alors que vous n’avez demandé qu’une ou deux fois ? Quelqu’un d’autre a peut-être fait des demandes pour votre compte. Appuyez sur le bouton, puis refaites votre demande dans ce navigateur.',
    does: 'Ce que cela fait',
    noLongerCount: 'Les demandes des autres ne vous sont plus comptées dans ce navigateur.',
    harmless: 'Cela ne connecte personne et ne révèle rien de votre compte.',
    lasts: 'Cela dure {days}, ou jusqu’au changement de votre mot de passe.',
    onlyYours: 'Faites-le seulement dans un navigateur que vous utilisez vous-même.',
    done: 'Ce navigateur est autorisé',
    askAgain: 'Redemandez ce dont vous avez besoin. Les demandes des autres ne vous arrêtent plus ici.',
  },
};
