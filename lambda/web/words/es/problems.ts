import type { problems as english } from '../en/problems';
import type { Translation } from '../texts';

/** What goes wrong, in Spanish. */
export const problems: Translation<typeof english> = {
  byCode: {
    'bad-request': {
      title: 'No se puede leer esta solicitud',
      detail: 'Revise el formulario y envíelo de nuevo.',
    },
    forbidden: {
      title: 'No puede usar esto desde aquí',
      detail: 'Pregunte a su administrador desde qué redes se puede usar.',
    },
    'not-found': {
      title: 'Esta página no existe',
      detail: 'Revise la dirección o vuelva a la página de inicio.',
    },
    'cross-site': {
      title: 'Esta solicitud vino de otro sitio',
      detail: 'Abra la página aquí y envíe el formulario desde ella.',
    },
    'unsupported-media-type': {
      title: 'Este tipo de contenido no se admite',
      detail: 'Envíe application/x-www-form-urlencoded o application/json.',
    },
    'too-large': { title: 'Esta solicitud es demasiado grande', detail: 'Envíe como máximo 8 KiB.' },
    'too-many-requests': {
      title: 'Demasiadas solicitudes',
      detail:
        'Espere un rato y vuelva a pedirlo. Un correo ya enviado sigue siendo válido. ¿Solo lo pidió una o dos veces? Nuestros correos llevan un enlace que autoriza este navegador enseguida.',
    },
    'sign-in-required': {
      title: 'Primero inicie sesión',
      detail:
        'No ha iniciado sesión, o su sesión ha terminado. Inicie sesión con un código que le enviamos por correo.',
    },
    'code-invalid': {
      title: 'Este código no es válido',
      detail:
        'Revise el código en el correo más reciente o pida uno nuevo. Un código funciona una sola vez, durante unos minutos y solo en el navegador donde se pidió.',
    },
    'password-rejected': {
      title: 'Elija otra contraseña',
      detail: 'Esta no se acepta. Su código sigue siendo válido.',
    },
    'pickup-code-required': {
      title: 'Escriba su código de recogida',
      detail:
        'Este no es el navegador donde se pidió el restablecimiento. Escriba el código de recogida de 6 dígitos de aquel navegador. El enlace sigue siendo válido.',
    },
    'wrong-pickup-code': {
      title: 'Este código de recogida es incorrecto',
      detail:
        'Escriba el código de 6 dígitos del navegador donde se pidió el restablecimiento. Tras 5 códigos incorrectos, el enlace deja de funcionar.',
    },
    'link-unavailable': {
      title: 'Este enlace no es válido: ha caducado o ya se ha usado',
      detail: 'Pida un nuevo restablecimiento. Su contraseña sustituye a la de este enlace.',
    },
    'try-again': {
      title: 'Esta vez no ha funcionado',
      detail: 'No se ha perdido nada. Espere unos segundos y pruebe de nuevo el mismo enlace.',
    },
    paused: {
      title: 'Servicio en pausa',
      detail:
        'Su administrador ha detenido todo por ahora. No se ha cambiado ni perdido nada. Inténtelo de nuevo más tarde.',
    },
    'internal-error': {
      title: 'Algo ha fallado',
      detail:
        'No es culpa suya. Inténtelo de nuevo. Si sigue ocurriendo, dé el ID de solicitud a su administrador.',
    },
  },
  titles: {
    'no-cookie': 'Su navegador no envió ninguna cookie',
    'vouch-link': 'Este enlace ya no funciona',
  },
  details: {
    'not-utf-8': 'Se esperaba texto en UTF-8.',
    'repeated-field': 'Se esperaba cada campo una sola vez.',
    'not-an-object': 'Se esperaba un objeto JSON.',
    'no-cookie':
      'Esto no dice nada de su código, que sigue siendo válido. Un código solo funciona en el navegador donde se pidió: escríbalo allí. Si es este navegador, permita las cookies de este sitio y pida un código nuevo.',
    'vouch-link':
      'Un enlace de este tipo funciona durante 24 horas, y solo hasta que cambie la contraseña. Abra el del correo más reciente.',
    'dispute-link':
      'Si no ha bloqueado la cuenta, elija ahora una nueva contraseña: así la que tiene otra persona deja de servir. Después avise a su administrador.',
    'account-not-locked':
      'Esta vez no se pudo bloquear la cuenta. Espere medio minuto y pulse de nuevo el botón: el enlace sigue funcionando.',
    'account-busy':
      'Hay otro restablecimiento de su cuenta en curso. Envíe el formulario de nuevo dentro de medio minuto: su código sigue siendo válido.',
    'password-maybe-changed':
      'No sabemos si su contraseña se cambió. Envíe el formulario de nuevo dentro de medio minuto: su código sigue siendo válido.',
    'password-not-changed':
      'Su contraseña no se cambió. Envíe el formulario de nuevo dentro de medio minuto: su código sigue siendo válido.',
  },
  expected: 'Se esperaba: {fields}',
  fields: {
    userName: {
      enter: 'Escriba un nombre de usuario de IAM de 1 a 64 letras, dígitos y + = , . @ _ -.',
      expected: 'un nombre de usuario de IAM de 1 a 64 letras, dígitos y + = , . @ _ -.',
    },
    mailAddress: {
      enter: 'Escriba una dirección de correo de 254 caracteres como máximo, por ejemplo alice@example.com.',
      expected: 'una dirección de correo de 254 caracteres como máximo, por ejemplo alice@example.com.',
    },
    code: {
      enter: 'Escriba el código del correo, 8 letras y dígitos.',
      expected: 'el código del correo, 8 letras y dígitos.',
    },
    newPassword: {
      enter: 'Escriba la nueva contraseña, en Unicode válido.',
      expected: 'la nueva contraseña, en Unicode válido.',
    },
    pickupCode: {
      enter: 'Escriba el código de recogida, 6 dígitos.',
      expected: 'el código de recogida, 6 dígitos.',
    },
    linkKey: {
      enter: 'Escriba la clave del correo o el enlace completo.',
      expected: 'la clave del correo o el enlace completo.',
    },
    text: { enter: 'Escriba un texto.', expected: 'un texto.' },
    confirmation: {
      enter: 'Escriba la palabra LOCK y pulse de nuevo el botón.',
      expected: 'la palabra LOCK.',
    },
  },
  pasted: {
    'no-key': 'No contiene ninguna clave. No se ha perdido nada.',
    'several-keys': 'Contiene más de una clave. No se ha perdido nada.',
    'too-long': 'Tiene más de 2000 caracteres. No se ha perdido nada.',
  },
  faults: {
    minimum: 'Use al menos {count} caracteres.',
    maximum: 'Use como máximo {count} caracteres.',
    'lower-case letter': 'Use una letra minúscula.',
    'upper-case letter': 'Use una letra mayúscula.',
    digit: 'Use un dígito.',
    symbol: 'Use un símbolo.',
    mixture: 'Use {count} de estos cuatro tipos: minúsculas, mayúsculas, dígitos, símbolos.',
    'latin-1': 'Use solo caracteres de lenguas de Europa occidental.',
    common:
      'Use una contraseña más difícil de adivinar. Esta, o una muy parecida, está en una lista de contraseñas comunes.',
    'own-name': 'Use una contraseña que no salga de su dirección.',
    'refused-by-aws': 'AWS la rechazó: {reason}',
  },
};
