import type { passwords as english } from '../en/passwords';
import type { Translation } from '../texts';

/** The texts of pages about passwords in Spanish. */
export const passwords: Translation<typeof english> = {
  shared: {
    choose: 'Elegir una nueva contraseña',
    resetTitle: 'Restablecer su contraseña de AWS',
    wait: 'Espere un minuto. AWS lo necesita para que la nueva contraseña funcione en todas partes.',
    signInToAws: 'Inicie sesión en AWS',
    newTab: '(se abre en una pestaña nueva)',
    show: 'Mostrar',
    hide: 'Ocultar',
  },
  forgot: {
    title: '¿Ha olvidado su contraseña?',
    lead: {
      iam: 'Le enviamos un código. Con él elige una nueva contraseña de AWS.',
      table: 'Le enviamos un código. Con él elige una nueva contraseña, o la primera.',
    },
    untilSet: 'Hasta que establezca la nueva contraseña, no cambia nada.',
  },
  choice: {
    label: 'Nueva contraseña',
    hint: 'Deje que su gestor de contraseñas cree una, o combine varias palabras sin relación.',
    met: 'Cumple estas reglas.',
    metTable: 'Es lo bastante larga. Al establecerla comprobamos si es fácil de adivinar.',
    metCommon: 'Al establecerla comprobamos si es común.',
    metOrganisation: 'Su organización puede tener otras.',
    moreTable: 'No use su dirección ni nada que sea fácil de adivinar.',
    moreCommon: 'No use una contraseña común, como «Password1!».',
    moreBefore: 'AWS también puede rechazar una contraseña que ya tuvo.',
    moreOrganisation:
      'Su organización puede tener otras reglas. Si no cumple alguna, le decimos cuál, y su código sigue siendo válido.',
    missing: 'Caracteres que faltan: {count}.',
    showPassword: 'Mostrar la contraseña',
    hidePassword: 'Ocultar la contraseña',
    means: {
      iam: 'Su contraseña anterior y los códigos y enlaces de contraseña sin usar dejan entonces de funcionar, y se cierra su sesión aquí en todos sus dispositivos.',
      table:
        'Su contraseña anterior y los códigos sin usar dejan entonces de funcionar, y se cierra su sesión aquí en todos sus dispositivos.',
    },
    set: 'Establecer mi nueva contraseña',
    linkHint:
      'El enlace le muestra una nueva contraseña una sola vez, en cualquier dispositivo. Antes inicia sesión aquí con otro código.',
    for: 'Está eligiendo una nueva contraseña para {user}.',
  },
  changed: {
    title: 'Su contraseña ha cambiado',
    lead: 'Se ha establecido la nueva contraseña de {user}.',
    use: 'Úsela para iniciar sesión en su aplicación.',
    signIn: '{link} con su nombre de usuario y la nueva contraseña. No tiene que cambiarla otra vez.',
    ended: 'Qué ha terminado',
    endedMeans: {
      iam: 'Su contraseña anterior y todas las sesiones, los códigos y los enlaces de contraseña de su cuenta. Le enviamos un aviso de este cambio por correo.',
      table:
        'Su contraseña anterior y todas las sesiones y los códigos de su cuenta. Le enviamos un aviso de este cambio por correo.',
    },
  },
  request: {
    lead: 'Le enviamos un enlace. Le muestra una nueva contraseña una sola vez.',
    send: 'Enviarme el enlace',
    stops: 'Su contraseña anterior deja de funcionar en cuanto lo enviamos.',
    for: 'Para {user}.',
    means:
      'Le enviamos un enlace que muestra una nueva contraseña una sola vez. En cuanto lo enviamos, su contraseña anterior deja de funcionar y se cierra su sesión aquí y en sus otros dispositivos.',
    reset: 'Restablecer mi contraseña de AWS',
    notYou: '¿No es usted?',
  },
  submitted: {
    title: 'Revise su correo',
    message: 'Hemos recibido su solicitud. Consulte los detalles en su correo electrónico.',
    pickupCode: 'Su código de recogida',
    pickupMeans:
      'Solo lo necesita si abre el enlace en otro navegador o dispositivo. No se lo envíe a nadie.',
    next: 'Qué ocurre ahora',
    arrives:
      'Recibirá un correo con un enlace. La mayoría de los correos llegan en un minuto. Cuando llegan muchísimas solicitudes a la vez, puede tardar hasta una hora, y cada nueva solicitud reinicia la espera. Revise también la carpeta de spam.',
    open: 'Abra el enlace. Es válido durante {minutes} y funciona una sola vez.',
    copy: 'Copie su nueva contraseña, inicie sesión en AWS con ella y elija la suya.',
    signedOut: 'Se cerrará su sesión',
    signedOutMeans:
      'En cuanto enviamos el enlace, su contraseña anterior deja de funcionar y se cierra su sesión aquí y en sus otros dispositivos. Tenga a mano el código de recogida.',
    noMailMeans: {
      code: 'Inicie sesión de nuevo y pida otro enlace. ¿Sigue sin llegar el correo?',
      network:
        'Esta página es igual para todos los nombres de usuario, correctos o no. Revise el nombre que escribió. ¿Sigue sin llegar el correo?',
    },
  },
  extract: {
    title: 'Su nueva contraseña está lista',
    lead: 'Solo podrá verla una vez. Tenga preparado un lugar seguro, como su gestor de contraseñas.',
    pickupCode: 'Código de recogida',
    pickupHint: 'Los 6 dígitos del navegador donde pidió el restablecimiento.',
    pickupAllowed: '6 dígitos',
    show: 'Mostrar mi contraseña',
    untilPressed: 'El enlace no se gasta hasta que pulse el botón.',
  },
  password: {
    title: 'Su nueva contraseña',
    lead: 'Para {user}. Cópiela ahora: esta página no vuelve a abrirse.',
    password: 'Contraseña',
    copy: 'Copiar',
    copied: 'Copiada.',
    cannotCopy:
      'Su navegador no permite que esta página copie. La contraseña está seleccionada: cópiela a mano.',
    hidden: 'La contraseña está oculta. Puede mostrarla de nuevo hasta que salga de esta página.',
    gone: 'La contraseña ya no está en esta página. Si no la guardó, pida un nuevo restablecimiento.',
    signIn: '{link} con su nombre de usuario y esta contraseña.',
    then: 'AWS le pide entonces que elija su propia contraseña. Después, esta ya no funciona. Si AWS rechaza el cambio, puede {link}: AWS no le pide que cambie esa.',
    thenLink: 'elegir una contraseña con un código recibido por correo',
  },
  dispute: {
    title: 'No he sido yo',
    lead: '¿Otra persona eligió o vio su nueva contraseña? Bloquee su cuenta para que nadie pueda iniciar sesión con ella.',
    when: 'Al pulsar el botón:',
    unknown:
      'Su cuenta recibe una contraseña que nadie conoce. La contraseña anterior y la nueva dejan de funcionar.',
    ends: {
      iam: 'Terminan todas las sesiones, los códigos y los enlaces de contraseña de su cuenta.',
      table: 'Terminan todas las sesiones y los códigos de su cuenta.',
    },
    afterwards: 'Para volver a entrar, elija después una nueva contraseña aquí.',
    word: 'Escriba la palabra LOCK',
    wordHint: 'Así sabemos que lo pide una persona, y no un programa que revisa el correo.',
    wordAllowed: 'la palabra LOCK',
    lock: 'Bloquear mi cuenta',
    stillIn: '¿Alguien ya ha iniciado sesión?',
    stillInMeans: {
      iam: 'Quien tenga la sesión iniciada en AWS seguirá dentro.',
      table: 'Quien tenga la sesión iniciada en una aplicación seguirá dentro.',
    },
    tell: 'Avise a su administrador.',
    you: 'Si ha sido usted',
    youMeans: 'Cierre esta página. No ha cambiado nada.',
  },
  locked: {
    title: 'Su cuenta está bloqueada',
    lead: {
      iam: 'Ahora nadie conoce la contraseña, y han terminado todas las sesiones, los códigos y los enlaces de contraseña. Elija una nueva contraseña para volver a entrar.',
      table:
        'Ahora nadie conoce la contraseña, y han terminado todas las sesiones y los códigos. Elija una nueva contraseña para volver a entrar.',
    },
    tell: 'Cuente a su administrador lo ocurrido.',
    tellMeans: {
      iam: 'Puede cerrar la sesión de quien siga dentro de AWS.',
      table: 'Puede cerrar la sesión de quien siga dentro de una aplicación.',
    },
    mailbox:
      'Asegúrese de que nadie más lee su correo. En caso de duda, cambie primero la contraseña del correo: quien lo lee también puede elegir aquí una nueva contraseña.',
    then: 'Después elija una nueva contraseña, con un código que le enviamos.',
  },
};
