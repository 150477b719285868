import type { mails as english } from '../en/mails';
import type { Translation } from '../texts';

/** The texts of mails in Spanish. */
export const mails: Translation<typeof english> = {
  shared: {
    notYou: 'Si no ha sido usted',
    nothingToDo: 'No tiene que hacer nada.',
    asksForKey: '¿La página le pide una clave?',
    cutShort: 'Su programa de correo cortó el enlace. Copie esta línea en el campo:',
    letThrough:
      'Abra este enlace en el navegador que utiliza. Así autoriza ese navegador, hagan lo que hagan los demás:',
    letThroughMeans:
      'El enlace no inicia ninguna sesión ni muestra nada de su cuenta. Funciona durante 24 horas.',
  },
  closing: {
    sender: '{sender} le envía este correo porque alguien ha usado esta página para su cuenta:',
    questions: '¿Tiene preguntas? Consulte a su administrador:',
  },
  link: {
    subject: 'Su nueva contraseña de AWS está lista',
    asked:
      'Alguien pidió una nueva contraseña de AWS para la cuenta {user}. La contraseña anterior ya no funciona.',
    open: 'Abra este enlace y pulse «Mostrar mi contraseña»:',
    valid:
      'El enlace es válido durante {minutes} y funciona una sola vez. En otro navegador o dispositivo también pide el código de recogida de 6 dígitos. Ese código se mostró en el navegador donde se pidió la contraseña.',
    doNotOpen:
      'No abra el enlace ni reenvíe este correo. Nadie puede ver la contraseña solo con este correo: también hace falta el navegador donde se pidió, o su código de recogida. Avise a su administrador. Después pida usted un restablecimiento para obtener una contraseña que funcione:',
  },
  code: {
    'sign-in': {
      subject: 'Su código de inicio de sesión',
      asked: 'Alguien pidió iniciar sesión como {user}. Escriba este código en la página que lo pide.',
      harmless:
        'No tiene que hacer nada. Nadie puede iniciar sesión sin el código. No le dé el código a nadie ni reenvíe este correo.',
    },
    reset: {
      subject: 'Su código para una nueva contraseña',
      asked:
        'Alguien pidió elegir una nueva contraseña para la cuenta {user}. Escriba este código en la página que lo pide, junto con la nueva contraseña.',
      harmless:
        'No tiene que hacer nada. Nadie puede cambiar su contraseña sin el código. Su contraseña actual sigue funcionando. No le dé el código a nadie ni reenvíe este correo.',
    },
    valid:
      'El código es válido durante {minutes}. Funciona una sola vez y solo en el navegador donde se pidió.',
    noLongerWorks: '¿El código ya no funciona?',
    askAgain: 'Pida uno nuevo aquí:',
    tooMany: '¿La página dice «Demasiadas solicitudes» o rechaza el código correcto?',
  },
  notice: {
    subject: 'Su contraseña ha cambiado',
    shown: {
      iam: 'El {time} UTC, alguien abrió un enlace recibido por correo y vio la nueva contraseña de AWS de la cuenta {user}.',
      table:
        'El {time} UTC, alguien abrió un enlace recibido por correo y vio la nueva contraseña de la cuenta {user}.',
    },
    chosen: {
      iam: 'El {time} UTC, alguien eligió una nueva contraseña de AWS para la cuenta {user} con un código recibido por correo.',
      table:
        'El {time} UTC, alguien eligió una nueva contraseña para la cuenta {user} con un código recibido por correo.',
    },
    you: 'Si ha sido usted',
    notMe: 'No he sido yo',
    lock: 'Bloquee su cuenta en esta página:',
    lockMeans: {
      iam: 'Abrir la página no cambia nada: le pide que confirme. Entonces su cuenta recibe una contraseña que nadie conoce. La contraseña anterior y la nueva dejan de funcionar, y terminan todas las sesiones, los códigos y los enlaces de contraseña de su cuenta. El enlace funciona una sola vez y es válido durante {days}. No reenvíe este correo.',
      table:
        'Abrir la página no cambia nada: le pide que confirme. Entonces su cuenta recibe una contraseña que nadie conoce. La contraseña anterior y la nueva dejan de funcionar, y terminan todas las sesiones y los códigos de su cuenta. El enlace funciona una sola vez y es válido durante {days}. No reenvíe este correo.',
    },
    tellAdministrator: {
      iam: 'Avise también a su administrador: quien ya tenga la sesión iniciada en AWS seguirá dentro. Después elija una nueva contraseña aquí:',
      table:
        'Avise también a su administrador: quien ya tenga la sesión iniciada en una aplicación seguirá dentro. Después elija una nueva contraseña aquí:',
    },
  },
  flood: {
    subject: 'Muchas solicitudes para su cuenta',
    asked:
      'Alguien pidió muchos correos para la cuenta {user}. Durante la próxima hora no enviaremos más, para que su buzón no se llene. Nadie puede entrar en su cuenta sin lo que contienen esos correos.',
    notNow: 'Si ahora no necesita entrar',
    often: 'No tiene que hacer nada. Si ocurre a menudo, avise a su administrador.',
    getIn: 'Si necesita entrar',
    askAgain: 'Después, pídalo de nuevo:',
  },
};
