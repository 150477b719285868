import type { mails as english } from '../en/mails';
import type { Translation } from '../texts';

/** The texts of mails in French. */
export const mails: Translation<typeof english> = {
  shared: {
    notYou: 'Si ce n’était pas vous',
    nothingToDo: 'Vous n’avez rien à faire.',
    asksForKey: 'La page demande une clé ?',
    cutShort: 'Votre messagerie a coupé le lien. Copiez cette ligne dans le champ :',
    letThrough:
      'Ouvrez ce lien dans le navigateur que vous utilisez. Il autorise ce navigateur, quoi que fassent les autres :',
    letThroughMeans:
      'Le lien ne connecte personne et ne révèle rien de votre compte. Il fonctionne pendant 24 heures.',
  },
  closing: {
    sender: '{sender} vous envoie cet e‑mail, car quelqu’un a utilisé cette page pour votre compte :',
    questions: 'Des questions ? Contactez votre administrateur :',
  },
  link: {
    subject: 'Votre nouveau mot de passe AWS est prêt',
    asked:
      'Quelqu’un a demandé un nouveau mot de passe AWS pour le compte {user}. L’ancien mot de passe ne fonctionne plus.',
    open: 'Ouvrez ce lien et appuyez sur « Afficher mon mot de passe » :',
    valid:
      'Le lien est valable {minutes} et ne fonctionne qu’une fois. Dans un autre navigateur ou sur un autre appareil, il demande aussi le code de retrait à 6 chiffres. Ce code s’est affiché dans le navigateur où le mot de passe a été demandé.',
    doNotOpen:
      'N’ouvrez pas le lien et ne transférez pas cet e‑mail. Personne ne peut voir le mot de passe avec cet e‑mail seul : il faut aussi le navigateur où il a été demandé, ou son code de retrait. Prévenez votre administrateur. Demandez ensuite vous-même une réinitialisation pour obtenir un mot de passe qui fonctionne :',
  },
  code: {
    'sign-in': {
      subject: 'Votre code de connexion',
      asked:
        'Quelqu’un a demandé à se connecter en tant que {user}. Saisissez ce code sur la page qui le demande.',
      harmless:
        'Vous n’avez rien à faire. Personne ne peut se connecter sans le code. Ne donnez jamais le code à personne et ne transférez pas cet e‑mail.',
    },
    reset: {
      subject: 'Votre code pour un nouveau mot de passe',
      asked:
        'Quelqu’un a demandé à choisir un nouveau mot de passe pour le compte {user}. Saisissez ce code sur la page qui le demande, avec le nouveau mot de passe.',
      harmless:
        'Vous n’avez rien à faire. Personne ne peut changer votre mot de passe sans le code. Votre mot de passe actuel fonctionne toujours. Ne donnez jamais le code à personne et ne transférez pas cet e‑mail.',
    },
    valid:
      'Le code est valable {minutes}. Il ne fonctionne qu’une fois, et seulement dans le navigateur où il a été demandé.',
    noLongerWorks: 'Le code ne fonctionne plus ?',
    askAgain: 'Demandez-en un nouveau ici :',
    tooMany: 'La page indique « Trop de demandes » ou refuse le bon code ?',
  },
  notice: {
    subject: 'Votre mot de passe a été modifié',
    shown: {
      iam: 'Le {time} UTC, quelqu’un a ouvert un lien reçu par e‑mail et a vu le nouveau mot de passe AWS du compte {user}.',
      table:
        'Le {time} UTC, quelqu’un a ouvert un lien reçu par e‑mail et a vu le nouveau mot de passe du compte {user}.',
    },
    chosen: {
      iam: 'Le {time} UTC, quelqu’un a choisi un nouveau mot de passe AWS pour le compte {user}, avec un code reçu par e‑mail.',
      table:
        'Le {time} UTC, quelqu’un a choisi un nouveau mot de passe pour le compte {user}, avec un code reçu par e‑mail.',
    },
    you: 'Si c’était vous',
    notMe: 'Ce n’était pas moi',
    lock: 'Verrouillez votre compte sur cette page :',
    lockMeans: {
      iam: 'Ouvrir la page ne change rien : elle vous demande de confirmer. Votre compte reçoit alors un mot de passe que personne ne connaît. L’ancien et le nouveau mot de passe ne fonctionnent plus, et toutes les sessions, tous les codes et tous les liens de mot de passe de votre compte prennent fin. Le lien ne fonctionne qu’une fois et reste valable {days}. Ne transférez pas cet e‑mail.',
      table:
        'Ouvrir la page ne change rien : elle vous demande de confirmer. Votre compte reçoit alors un mot de passe que personne ne connaît. L’ancien et le nouveau mot de passe ne fonctionnent plus, et toutes les sessions et tous les codes de votre compte prennent fin. Le lien ne fonctionne qu’une fois et reste valable {days}. Ne transférez pas cet e‑mail.',
    },
    tellAdministrator: {
      iam: 'Prévenez aussi votre administrateur : toute personne déjà connectée à AWS le reste. Choisissez ensuite un nouveau mot de passe ici :',
      table:
        'Prévenez aussi votre administrateur : toute personne déjà connectée à une application le reste. Choisissez ensuite un nouveau mot de passe ici :',
    },
  },
  flood: {
    subject: 'De nombreuses demandes pour votre compte',
    asked:
      'Quelqu’un a demandé beaucoup d’e‑mails pour le compte {user}. Pendant une heure, nous n’en envoyons plus, pour ne pas remplir votre boîte. Personne ne peut accéder à votre compte sans ce que contiennent ces e‑mails.',
    notNow: 'Si vous n’avez pas besoin d’accès maintenant',
    often: 'Vous n’avez rien à faire. Si cela arrive souvent, prévenez votre administrateur.',
    getIn: 'Si vous avez besoin d’accès maintenant',
    askAgain: 'Refaites ensuite votre demande :',
  },
};
