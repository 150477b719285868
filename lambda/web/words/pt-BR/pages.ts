import type { pages as english } from '../en/pages';
import type { Translation } from '../texts';

/** The texts of pages in Brazilian Portuguese, but for those about passwords. */
export const pages: Translation<typeof english> = {
  layout: {
    language: 'Idioma',
    neverAsk: 'Nunca pedimos sua senha atual.',
    askAdministrator: 'Falar com o administrador',
    askAdministratorSentence: 'Fale com seu administrador.',
    signIn: 'Fazer login',
    signOut: 'Sair',
    startOver: 'Começar de novo',
    error: 'Erro: {title}',
    checkEntered: 'Confira o que você digitou',
    oneMoment: 'Um momento…',
    errorCode: 'Código do erro',
    requestId: 'ID da solicitação',
    next: 'O que fazer agora',
    utc: '{time} UTC',
  },
  fields: {
    iam: {
      label: 'Nome de usuário do IAM',
      hint: 'Com ele você faz login na AWS, por exemplo alice@example.com',
      allowed: 'de 1 a 64 letras, dígitos e + = , . @ _ -',
    },
    table: {
      label: 'E‑mail',
      hint: 'Por exemplo alice@example.com',
      allowed: 'um endereço de e‑mail, por exemplo alice@example.com',
    },
    code: {
      label: 'Código do e‑mail',
      hint: '8 letras e dígitos, no formato XXXX-XXXX',
      allowed: '8 letras e dígitos',
    },
    key: {
      label: 'Chave do e‑mail',
      hint: 'Copie-a do e‑mail com o link. Você também pode colar o link inteiro.',
    },
  },
  codes: {
    send: 'Enviar um código',
    haveOne: 'Já tenho um código',
    sent: {
      iam: 'Enviamos um código para a caixa de entrada de {user}. Ele vale por {minutes}, só neste navegador.',
      table: 'Enviamos um código para {user}. Ele vale por {minutes}, só neste navegador.',
    },
    enter: 'Digite o código que enviamos, no navegador em que você o pediu.',
    noMail: 'O e‑mail não chegou?',
    noMailMeans: {
      iam: 'A maioria dos e‑mails chega em um minuto. Quando muitos pedidos chegam ao mesmo tempo, pode levar até uma hora, e cada novo pedido reinicia a espera. Confira a pasta de spam e o que você digitou: esta página é igual para todos os nomes de usuário, conhecidos ou não.',
      table:
        'A maioria dos e‑mails chega em um minuto. Quando muitos pedidos chegam ao mesmo tempo, pode levar até uma hora, e cada novo pedido reinicia a espera. Confira a pasta de spam e o que você digitou: esta página é igual para todos os endereços, conhecidos ou não.',
    },
    sendNew: 'Enviar um novo código',
    countdown: 'em {seconds} s',
    sendNewNow: 'Agora você pode pedir um novo código.',
    another: { iam: 'Usar outro nome de usuário', table: 'Usar outro endereço' },
    noneWorks: 'Nenhum código funciona?',
    expired: 'Ele expirou, ou você o pediu em outro navegador?',
    askNew: 'Pedir um novo código',
  },
  start: {
    iam: {
      title: 'Volte a acessar a AWS',
      lead: 'Esqueceu sua senha da AWS ou ela expirou? Redefina-a aqui. Você só precisa do seu e‑mail.',
      codeHint: 'Com o código, você escolhe uma nova senha na próxima página.',
      linkHint: {
        code: 'O link mostra uma nova senha uma única vez, em qualquer dispositivo. Antes, você faz login aqui com um código.',
        network:
          'O link mostra uma nova senha uma única vez, em qualquer dispositivo. Sua senha antiga deixa de funcionar assim que o enviamos.',
      },
    },
    table: {
      title: 'Faça login com seu e‑mail',
      lead: 'Nenhuma senha para lembrar. Enviamos um código, e você entra.',
      choosePassword: 'Escolher uma senha',
      hint: 'Você só precisa de uma senha para aplicativos que a pedem.',
    },
    linkInstead: 'Pedir um link',
  },
  signIn: {
    login: {
      lead: 'Enviamos um código por e‑mail. Você não precisa de senha.',
      noAccount: 'Ainda não tem conta?',
      forgot: 'Esqueceu sua senha?',
    },
    register: {
      title: 'Criar uma conta',
      lead: 'Você só precisa de um e‑mail. Enviamos um código para ele.',
      haveAccount: 'Já tem uma conta?',
    },
    code: {
      enter: 'Digite seu código',
      check: 'Confira seu e‑mail',
      as: 'Você está fazendo login como {user}.',
    },
    logout: {
      lead: 'Para fazer login de novo, você vai precisar de um novo código.',
      back: 'Voltar à sua conta',
      notSignedIn: 'Nenhuma sessão aberta',
      notSignedInMeans: 'Sua sessão terminou, ou está aberta em outro navegador.',
    },
    account: {
      title: 'Sua conta',
      signedIn: 'Sessão aberta',
      as: 'Como',
      since: 'Desde',
      until: 'Até',
      link: 'Receber uma nova senha da AWS por um link',
      choose: { iam: 'Ou escolha sua própria senha', table: 'Escolher uma senha' },
      chooseMeans: {
        iam: 'Enviamos um código. Digite-o com uma senha da sua escolha. Até lá, nada muda.',
        table:
          'Enviamos um código. Digite-o com uma senha da sua escolha, para aplicativos que pedem uma. Até lá, nada muda.',
      },
    },
  },
  unavailable: {
    why: 'Por que um link deixa de funcionar',
    password: {
      next: 'Receber uma nova senha',
      means:
        'Um link funciona uma única vez, e só por um tempo. Um link mais novo substitui o anterior. Se você não fez nada disso, avise seu administrador.',
    },
    vouch: {
      next: 'Começar de novo',
      means:
        'O link funciona por um dia, e uma nova senha o encerra. Se ele estava cortado, abra-o de novo no e‑mail.',
    },
    dispute: {
      next: 'Escolher uma nova senha',
      means:
        'O link funciona uma única vez, e só por um tempo. Se ele estava cortado, abra-o de novo no e‑mail.',
    },
  },
  vouch: {
    title: 'Autorizar este navegador',
    lead: 'Apareceu “Solicitações demais”, embora você tenha pedido só uma ou duas vezes? Talvez outra pessoa tenha feito pedidos para sua conta. Clique no botão e peça de novo neste navegador.',
    does: 'O que isto faz',
    noLongerCount: 'Os pedidos de outras pessoas não afetam mais você neste navegador.',
    harmless: 'Não faz login e não mostra nada da sua conta.',
    lasts: 'Dura {days}, ou até sua senha mudar.',
    onlyYours: 'Faça isto só em um navegador que é seu.',
    done: 'Este navegador está autorizado',
    askAgain: 'Peça de novo o que você precisa. Os pedidos de outras pessoas não bloqueiam mais você aqui.',
  },
};
