import type { mails as english } from '../en/mails';
import type { Translation } from '../texts';

/** The texts of mails in Brazilian Portuguese. */
export const mails: Translation<typeof english> = {
  shared: {
    notYou: 'Se não foi você',
    nothingToDo: 'Você não precisa fazer nada.',
    asksForKey: 'A página pede uma chave?',
    cutShort: 'Seu programa de e‑mail cortou o link. Copie esta linha para o campo:',
    letThrough:
      'Abra este link no navegador que você usa. Ele autoriza esse navegador, não importa o que os outros façam:',
    letThroughMeans: 'O link não faz login e não mostra nada da sua conta. Ele funciona por 24 horas.',
  },
  closing: {
    sender: '{sender} envia este e‑mail porque alguém usou esta página para sua conta:',
    questions: 'Dúvidas? Fale com seu administrador:',
  },
  link: {
    subject: 'Sua nova senha da AWS está pronta',
    asked: 'Alguém pediu uma nova senha da AWS para a conta {user}. A senha antiga não funciona mais.',
    open: 'Abra este link e clique em “Mostrar minha senha”:',
    valid:
      'O link vale por {minutes} e funciona uma única vez. Em outro navegador ou dispositivo, ele também pede o código de retirada de 6 dígitos. Esse código apareceu no navegador em que a senha foi pedida.',
    doNotOpen:
      'Não abra o link nem encaminhe este e‑mail. Ninguém consegue ver a senha só com este e‑mail: também é preciso ter o navegador em que ela foi pedida, ou o código de retirada dele. Avise seu administrador. Depois peça sua própria redefinição para receber uma senha que funcione:',
  },
  code: {
    'sign-in': {
      subject: 'Seu código de login',
      asked: 'Alguém pediu para fazer login como {user}. Digite este código na página que o pede.',
      harmless:
        'Você não precisa fazer nada. Ninguém consegue fazer login sem o código. Não passe o código a ninguém nem encaminhe este e‑mail.',
    },
    reset: {
      subject: 'Seu código para uma nova senha',
      asked:
        'Alguém pediu para escolher uma nova senha para a conta {user}. Digite este código na página que o pede, junto com a nova senha.',
      harmless:
        'Você não precisa fazer nada. Ninguém consegue mudar sua senha sem o código. Sua senha atual continua funcionando. Não passe o código a ninguém nem encaminhe este e‑mail.',
    },
    valid: 'O código vale por {minutes}. Ele funciona uma única vez, e só no navegador em que foi pedido.',
    noLongerWorks: 'O código não funciona mais?',
    askAgain: 'Peça um novo aqui:',
    tooMany: 'A página diz “Solicitações demais” ou recusa o código certo?',
  },
  notice: {
    subject: 'Sua senha foi alterada',
    shown: {
      iam: 'Em {time} UTC, alguém abriu um link recebido por e‑mail e viu a nova senha da AWS da conta {user}.',
      table: 'Em {time} UTC, alguém abriu um link recebido por e‑mail e viu a nova senha da conta {user}.',
    },
    chosen: {
      iam: 'Em {time} UTC, alguém escolheu uma nova senha da AWS para a conta {user} com um código recebido por e‑mail.',
      table:
        'Em {time} UTC, alguém escolheu uma nova senha para a conta {user} com um código recebido por e‑mail.',
    },
    you: 'Se foi você',
    notMe: 'Não fui eu',
    lock: 'Bloqueie sua conta nesta página:',
    lockMeans: {
      iam: 'Abrir a página não muda nada: ela pede que você confirme. Então sua conta recebe uma senha que ninguém conhece. A senha antiga e a nova deixam de funcionar, e todas as sessões, os códigos e os links de senha da sua conta terminam. O link funciona uma única vez e vale por {days}. Não encaminhe este e‑mail.',
      table:
        'Abrir a página não muda nada: ela pede que você confirme. Então sua conta recebe uma senha que ninguém conhece. A senha antiga e a nova deixam de funcionar, e todas as sessões e os códigos da sua conta terminam. O link funciona uma única vez e vale por {days}. Não encaminhe este e‑mail.',
    },
    tellAdministrator: {
      iam: 'Avise também seu administrador: quem já está conectado à AWS continua conectado. Depois escolha uma nova senha aqui:',
      table:
        'Avise também seu administrador: quem já está conectado a um aplicativo continua conectado. Depois escolha uma nova senha aqui:',
    },
  },
  flood: {
    subject: 'Muitas solicitações para sua conta',
    asked:
      'Alguém pediu muitos e‑mails para a conta {user}. Na próxima hora não enviaremos mais nenhum, para não encher sua caixa de entrada. Ninguém consegue entrar na sua conta sem o que está nesses e‑mails.',
    notNow: 'Se você não precisa de acesso agora',
    often: 'Você não precisa fazer nada. Se isso acontecer com frequência, avise seu administrador.',
    getIn: 'Se você precisa de acesso agora',
    askAgain: 'Depois, peça de novo:',
  },
};
