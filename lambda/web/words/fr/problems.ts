import type { problems as english } from '../en/problems';
import type { Translation } from '../texts';

/** What goes wrong, in French. */
export const problems: Translation<typeof english> = {
  byCode: {
    'bad-request': {
      title: 'Cette demande est illisible',
      detail: 'Vérifiez le formulaire et envoyez-le de nouveau.',
    },
    forbidden: {
      title: 'Ce service n’est pas accessible d’ici',
      detail: 'Demandez à votre administrateur quels réseaux y ont accès.',
    },
    'not-found': {
      title: 'Cette page n’existe pas',
      detail: 'Vérifiez l’adresse ou revenez à la page d’accueil.',
    },
    'cross-site': {
      title: 'Cette demande vient d’un autre site',
      detail: 'Ouvrez la page ici et envoyez le formulaire depuis celle-ci.',
    },
    'unsupported-media-type': {
      title: 'Ce type de contenu n’est pas pris en charge',
      detail: 'Envoyez application/x-www-form-urlencoded ou application/json.',
    },
    'too-large': { title: 'Cette demande est trop volumineuse', detail: 'Envoyez au plus 8 Kio.' },
    'too-many-requests': {
      title: 'Trop de demandes',
      detail:
        'Patientez un moment, puis recommencez. Un e‑mail déjà envoyé reste valable. Vous n’avez demandé qu’une ou deux fois ? Nos e‑mails contiennent un lien qui autorise ce navigateur tout de suite.',
    },
    'sign-in-required': {
      title: 'Connectez-vous d’abord',
      detail:
        'Aucune session n’est ouverte, ou elle est terminée. Connectez-vous avec un code que nous vous envoyons par e‑mail.',
    },
    'code-invalid': {
      title: 'Ce code n’est pas valable',
      detail:
        'Vérifiez le code dans l’e‑mail le plus récent ou demandez-en un nouveau. Un code ne fonctionne qu’une fois, pendant quelques minutes, et seulement dans le navigateur où il a été demandé.',
    },
    'password-rejected': {
      title: 'Choisissez un autre mot de passe',
      detail: 'Celui-ci n’est pas accepté. Votre code reste valable.',
    },
    'pickup-code-required': {
      title: 'Saisissez votre code de retrait',
      detail:
        'Ce n’est pas le navigateur où la réinitialisation a été demandée. Saisissez le code de retrait à 6 chiffres affiché dans l’autre. Le lien reste valable.',
    },
    'wrong-pickup-code': {
      title: 'Ce code de retrait est incorrect',
      detail:
        'Saisissez le code à 6 chiffres du navigateur où la réinitialisation a été demandée. Après 5 codes incorrects, le lien cesse de fonctionner.',
    },
    'link-unavailable': {
      title: 'Lien non valable ! Il a expiré ou a déjà été utilisé',
      detail:
        'Demandez une nouvelle réinitialisation. Elle remplace le mot de passe auquel ce lien donnait accès.',
    },
    'try-again': {
      title: 'Cela n’a pas fonctionné cette fois',
      detail: 'Rien n’est perdu. Attendez quelques secondes, puis réessayez le même lien.',
    },
    paused: {
      title: 'Service suspendu',
      detail:
        'Votre administrateur a tout suspendu pour le moment. Rien n’a été modifié et rien n’est perdu. Réessayez plus tard.',
    },
    'internal-error': {
      title: 'Une erreur s’est produite',
      detail:
        'Vous n’y êtes pour rien. Réessayez. Si cela se reproduit, donnez l’identifiant de la demande à votre administrateur.',
    },
  },
  titles: {
    'no-cookie': 'Votre navigateur n’a envoyé aucun cookie',
    'vouch-link': 'Ce lien ne fonctionne plus',
  },
  details: {
    'not-utf-8': 'Un texte en UTF-8 est attendu.',
    'repeated-field': 'Chaque champ n’est attendu qu’une fois.',
    'not-an-object': 'Un objet JSON est attendu.',
    'no-cookie':
      'Cela ne dit rien de votre code, qui reste valable. Un code ne fonctionne que dans le navigateur où il a été demandé : saisissez-le là-bas. Si c’est ce navigateur, autorisez les cookies pour ce site, puis demandez un nouveau code.',
    'vouch-link':
      'Un lien de ce type fonctionne 24 heures, et seulement jusqu’au changement du mot de passe. Ouvrez celui de l’e‑mail le plus récent.',
    'dispute-link':
      'Si vous n’avez pas verrouillé le compte, choisissez un nouveau mot de passe maintenant : celui que quelqu’un d’autre possède ne vaudra plus rien. Prévenez ensuite votre administrateur.',
    'account-not-locked':
      'Le compte n’a pas pu être verrouillé cette fois. Attendez une demi-minute, puis appuyez de nouveau sur le bouton : le lien fonctionne toujours.',
    'account-busy':
      'Une autre réinitialisation de votre compte est en cours. Renvoyez le formulaire dans une demi-minute : votre code reste valable.',
    'password-maybe-changed':
      'Votre mot de passe a peut-être été changé, peut-être pas. Renvoyez le formulaire dans une demi-minute : votre code reste valable.',
    'password-not-changed':
      'Votre mot de passe n’a pas été changé. Renvoyez le formulaire dans une demi-minute : votre code reste valable.',
  },
  expected: 'Attendu : {fields}',
  fields: {
    userName: {
      enter: 'Saisissez un nom d’utilisateur IAM de 1 à 64 lettres, chiffres et + = , . @ _ -.',
      expected: 'un nom d’utilisateur IAM de 1 à 64 lettres, chiffres et + = , . @ _ -.',
    },
    mailAddress: {
      enter: 'Saisissez une adresse e‑mail de 254 caractères au plus, par exemple alice@example.com.',
      expected: 'une adresse e‑mail de 254 caractères au plus, par exemple alice@example.com.',
    },
    code: {
      enter: 'Saisissez le code de l’e‑mail, 8 lettres et chiffres.',
      expected: 'le code de l’e‑mail, 8 lettres et chiffres.',
    },
    newPassword: {
      enter: 'Saisissez le nouveau mot de passe, en Unicode valide.',
      expected: 'le nouveau mot de passe, en Unicode valide.',
    },
    pickupCode: {
      enter: 'Saisissez le code de retrait, 6 chiffres.',
      expected: 'le code de retrait, 6 chiffres.',
    },
    linkKey: {
      enter: 'Saisissez la clé de l’e‑mail ou le lien entier.',
      expected: 'la clé de l’e‑mail ou le lien entier.',
    },
    text: { enter: 'Saisissez un texte.', expected: 'un texte.' },
    confirmation: {
      enter: 'Tapez le mot LOCK, puis appuyez de nouveau sur le bouton.',
      expected: 'le mot LOCK.',
    },
  },
  pasted: {
    'no-key': 'Ce texte ne contient pas de clé. Rien n’est perdu.',
    'several-keys': 'Ce texte contient plus d’une clé. Rien n’est perdu.',
    'too-long': 'Ce texte dépasse 2000 caractères. Rien n’est perdu.',
  },
  faults: {
    minimum: 'Utilisez au moins {count} caractères.',
    maximum: 'Utilisez au plus {count} caractères.',
    'lower-case letter': 'Utilisez une lettre minuscule.',
    'upper-case letter': 'Utilisez une lettre majuscule.',
    digit: 'Utilisez un chiffre.',
    symbol: 'Utilisez un symbole.',
    mixture: 'Utilisez {count} de ces quatre types : minuscules, majuscules, chiffres, symboles.',
    'latin-1': 'Utilisez seulement des caractères des langues d’Europe occidentale.',
    common:
      'Utilisez un mot de passe plus difficile à deviner. Celui-ci, ou un autre très proche, figure sur une liste de mots de passe courants.',
    'own-name': 'Utilisez un mot de passe qui n’est pas tiré de votre adresse.',
    'refused-by-aws': 'AWS l’a refusé : {reason}',
  },
};
