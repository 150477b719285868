import type { pages as english } from '../en/pages';
import type { Translation } from '../texts';

/** The texts of pages in Spanish, but for those about passwords. */
export const pages: Translation<typeof english> = {
  layout: {
    language: 'Idioma',
    neverAsk: 'Nunca le pedimos su contraseña actual.',
    askAdministrator: 'Contactar con el administrador',
    askAdministratorSentence: 'Contacte con su administrador.',
    signIn: 'Iniciar sesión',
    signOut: 'Cerrar sesión',
    startOver: 'Empezar de nuevo',
    error: 'Error: {title}',
    checkEntered: 'Revise lo que ha escrito',
    oneMoment: 'Un momento…',
    errorCode: 'Código de error',
    requestId: 'ID de solicitud',
    next: 'Qué hacer ahora',
    utc: '{time} UTC',
  },
  fields: {
    iam: {
      label: 'Nombre de usuario de IAM',
      hint: 'Con el que inicia sesión en AWS, por ejemplo alice@example.com',
      allowed: 'de 1 a 64 letras, dígitos y + = , . @ _ -',
    },
    table: {
      label: 'Correo electrónico',
      hint: 'Por ejemplo alice@example.com',
      allowed: 'una dirección de correo, por ejemplo alice@example.com',
    },
    code: {
      label: 'Código del correo',
      hint: '8 letras y dígitos, con la forma XXXX-XXXX',
      allowed: '8 letras y dígitos',
    },
    key: {
      label: 'Clave del correo',
      hint: 'Cópiela del correo con el enlace. También puede pegar el enlace completo.',
    },
  },
  codes: {
    send: 'Enviarme un código',
    haveOne: 'Ya tengo un código',
    sent: {
      iam: 'Enviamos un código al buzón de {user}. Es válido durante {minutes}, solo en este navegador.',
      table: 'Enviamos un código a {user}. Es válido durante {minutes}, solo en este navegador.',
    },
    enter: 'Escriba el código que le enviamos, en el navegador donde lo pidió.',
    noMail: '¿No llega el correo?',
    noMailMeans: {
      iam: 'La mayoría de los correos llegan en un minuto. Cuando llegan muchísimas solicitudes a la vez, puede tardar hasta una hora, y cada nueva solicitud reinicia la espera. Revise la carpeta de spam y lo que ha escrito: esta página es igual para todos los nombres de usuario, conocidos o no.',
      table:
        'La mayoría de los correos llegan en un minuto. Cuando llegan muchísimas solicitudes a la vez, puede tardar hasta una hora, y cada nueva solicitud reinicia la espera. Revise la carpeta de spam y lo que ha escrito: esta página es igual para todas las direcciones, conocidas o no.',
    },
    sendNew: 'Enviar un código nuevo',
    countdown: 'en {seconds} s',
    sendNewNow: 'Ya puede pedir un código nuevo.',
    another: { iam: 'Usar otro nombre de usuario', table: 'Usar otra dirección' },
    noneWorks: '¿Ningún código funciona?',
    expired: '¿Ha caducado, o lo pidió en otro navegador?',
    askNew: 'Pedir un código nuevo',
  },
  start: {
    iam: {
      title: 'Vuelva a entrar en AWS',
      lead: '¿Ha olvidado su contraseña de AWS o ha caducado? Restablézcala aquí. Solo necesita su buzón de correo.',
      codeHint: 'Con el código, elige una nueva contraseña en la página siguiente.',
      linkHint: {
        code: 'El enlace le muestra una nueva contraseña una sola vez, en cualquier dispositivo. Antes inicia sesión aquí con un código.',
        network:
          'El enlace le muestra una nueva contraseña una sola vez, en cualquier dispositivo. Su contraseña anterior deja de funcionar en cuanto lo enviamos.',
      },
    },
    table: {
      title: 'Inicie sesión con su buzón',
      lead: 'Sin contraseñas que recordar. Le enviamos un código y ya está dentro.',
      choosePassword: 'Elegir una contraseña',
      hint: 'Solo necesita una contraseña para las aplicaciones que la piden.',
    },
    linkInstead: 'Pedir un enlace',
  },
  signIn: {
    login: {
      lead: 'Le enviamos un código por correo. No necesita contraseña.',
      noAccount: '¿Aún no tiene cuenta?',
      forgot: '¿Ha olvidado su contraseña?',
    },
    register: {
      title: 'Crear una cuenta',
      lead: 'Solo necesita un buzón de correo. Allí le enviamos un código.',
      haveAccount: '¿Ya tiene cuenta?',
    },
    code: {
      enter: 'Escriba su código',
      check: 'Revise su correo',
      as: 'Está iniciando sesión como {user}.',
    },
    logout: {
      lead: 'Para volver a iniciar sesión necesitará un código nuevo.',
      back: 'Volver a su cuenta',
      notSignedIn: 'No ha iniciado sesión',
      notSignedInMeans: 'Su sesión ha terminado, o estaba en otro navegador.',
    },
    account: {
      title: 'Su cuenta',
      signedIn: 'Ha iniciado sesión',
      as: 'Como',
      since: 'Desde',
      until: 'Hasta',
      link: 'Obtener una nueva contraseña de AWS con un enlace',
      choose: { iam: 'O elija una usted', table: 'Elegir una contraseña' },
      chooseMeans: {
        iam: 'Le enviamos un código. Escríbalo junto con una contraseña de su elección. Hasta entonces no cambia nada.',
        table:
          'Le enviamos un código. Escríbalo junto con una contraseña de su elección, para las aplicaciones que la piden. Hasta entonces no cambia nada.',
      },
    },
  },
  unavailable: {
    why: 'Por qué un enlace deja de funcionar',
    password: {
      next: 'Obtener una nueva contraseña',
      means:
        'Un enlace funciona una sola vez y solo durante un tiempo. Un enlace más reciente sustituye al anterior. Si usted no ha hecho nada de esto, avise a su administrador.',
    },
    vouch: {
      next: 'Empezar de nuevo',
      means:
        'El enlace funciona durante un día, y una nueva contraseña lo anula. Si estaba cortado, ábralo de nuevo desde el correo.',
    },
    dispute: {
      next: 'Elegir una nueva contraseña',
      means:
        'El enlace funciona una sola vez y solo durante un tiempo. Si estaba cortado, ábralo de nuevo desde el correo.',
    },
  },
  vouch: {
    title: 'Autorizar este navegador',
    lead: '¿Ha visto «Demasiadas solicitudes» aunque solo pidió una o dos veces? Quizá otra persona ha hecho solicitudes para su cuenta. Pulse el botón y pida de nuevo en este navegador.',
    does: 'Qué hace esto',
    noLongerCount: 'Las solicitudes de otras personas ya no le afectan en este navegador.',
    harmless: 'No inicia ninguna sesión ni muestra nada de su cuenta.',
    lasts: 'Dura {days}, o hasta que cambie su contraseña.',
    onlyYours: 'Hágalo solo en un navegador que use usted.',
    done: 'Este navegador está autorizado',
    askAgain: 'Pida de nuevo lo que necesite. Las solicitudes de otras personas ya no se lo impiden aquí.',
  },
};
